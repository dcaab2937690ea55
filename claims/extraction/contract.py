"""Records to and from the JSON of the extraction contract, format 1."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict

from claims.extraction.records import Dispute, Reading

DOCUMENT_FORMAT = "factcheck.extraction/1"
DISPUTES_FORMAT = "factcheck.disputes/1"


def document_to_json(reading: Reading, path: str, *, with_text: bool = False) -> dict[str, object]:
    """One document's object. `with_text` adds the text itself, for a page whose text was taken out of its
    markup."""
    document: dict[str, object] = {
        "path": path,
        "sha256": hashlib.sha256(reading.text.encode(errors="surrogatepass")).hexdigest(),
        "language": reading.language,
        "words": len(reading.text.split()),
        "published": reading.published,
    }
    if with_text:
        document["text"] = reading.text
    return {
        "format": DOCUMENT_FORMAT,
        "document": document,
        "claims": [asdict(claim) for claim in reading.claims],
        "figures": [asdict(figure) for figure in reading.figures],
        "attributions": [asdict(attribution) for attribution in reading.attributions],
    }


def disputes_to_json(disputes: Sequence[Dispute], paths: Sequence[str]) -> dict[str, object]:
    """The last line of ``extract --stories``; `paths` in the order of the readings compared."""
    return {
        "format": DISPUTES_FORMAT,
        "disputes": [
            {
                "id": dispute.id,
                "question": dispute.question,
                "figures": [
                    {"path": paths[member.document], "id": member.figure} for member in dispute.figures
                ],
                "status": dispute.status,
                "low": dispute.low,
                "high": dispute.high,
            }
            for dispute in disputes
        ],
    }
