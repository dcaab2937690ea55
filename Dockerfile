# The image of web, worker, beat and migrate: the same code, started by docker/web, docker/worker and so on.

FROM python:3.13.9-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
RUN python -m venv /venv
COPY requirements/server.txt requirements/server.txt
RUN /venv/bin/pip install --require-hashes --only-binary :all: -r requirements/server.txt
COPY . .
# Static files get names with their hash, so that browsers may keep them for ever. Needs no secret and no database.
RUN /venv/bin/python manage.py collectstatic --noinput && /venv/bin/python -m compileall -q .

FROM python:3.13.9-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent factcheck \
    && install --directory --owner factcheck /srv/media
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 MEDIA_ROOT=/srv/media
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
USER 10001
EXPOSE 8000
CMD ["docker/web"]
