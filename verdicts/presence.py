"""Who is on an article now: kept in Redis for a minute, nowhere else. No lock, and nothing waits for it."""

import time
from functools import cache

import redis
from django.conf import settings
from django.contrib.auth.models import User
from redis.backoff import NoBackoff
from redis.retry import Retry

STAYS = 60  # seconds after somebody's page was last seen
MOST = 50


@cache
def _client(url: str) -> redis.Redis:
    return redis.Redis.from_url(
        url, socket_timeout=0.3, socket_connect_timeout=0.3, retry=Retry(NoBackoff(), 0)
    )


def be_on(article: int, user: User) -> list[User]:
    """Say that somebody has this article in sight; gives the others who have. Nobody where Redis is away."""
    now, key = time.time(), f"on article {settings.DATABASES['default']['NAME']} {article}"
    try:
        with _client(settings.REDIS_URL).pipeline() as line:
            line.zadd(key, {str(user.pk): now})
            line.zremrangebyscore(key, 0, now - STAYS)
            line.expire(key, STAYS * 2)
            line.zrevrange(key, 0, MOST)
            *_, seen = line.execute()
    except redis.RedisError:
        return []
    others = [int(pk) for pk in seen if int(pk) != user.pk]
    return list(User.objects.filter(pk__in=others, is_active=True).order_by("username"))
