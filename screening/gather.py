"""Fetch a candidacy's files and read them, one after the other."""

import hashlib
from dataclasses import dataclass

from screening.errors import Gone, Unreadable
from screening.kit import Kit
from screening.model import CandidacyId, Document, FileMeta, UnreadableReason, UnreadFile
from screening.policy import choose


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read, what was not, and the content hashes of all that was fetched."""

    documents: tuple[Document, ...]
    unread: tuple[UnreadFile, ...]
    hashes: tuple[str, ...]


async def gather(kit: Kit, id: CandidacyId, files: tuple[FileMeta, ...]) -> Gathered:
    """Fetch and read the files that policy chose; one bad file never spoils the others.

    The bytes of one file are let go before the next is fetched. A copy of a file that was read
    already is left out and says so.
    """
    chosen = choose(files, kit.policy)
    documents: list[Document] = []
    unread = list(chosen.left_out)
    hashes: list[str] = []
    allowance = kit.policy.max_candidacy_bytes
    for file in chosen.read:
        try:
            limit = min(allowance, kit.policy.max_file_bytes)
            content = await kit.ats.download(id, file.id, limit_bytes=limit)
            allowance -= len(content)
            digest = hashlib.sha256(content).hexdigest()
            if digest in hashes:
                raise Unreadable(UnreadableReason.COPY)
            hashes.append(digest)
            documents.append(await kit.reader.read(file, content))
        except Gone:
            unread.append(UnreadFile(file=file, reason=UnreadableReason.MISSING))
        except Unreadable as error:
            unread.append(UnreadFile(file=file, reason=error.reason, contents=error.contents))
    return Gathered(tuple(documents), tuple(unread), tuple(hashes))
