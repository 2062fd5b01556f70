"""One record, told in one language under one policy: its files' names, and what may be quoted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from screening.comment.escaping import cut, sentence
from screening.comment.wording import Words
from screening.model import Evidence, FileId, ScreeningRecord
from screening.policy import Policy, quotable

FEW_REQUIREMENTS: Final = 8
"""Up to this many requirements are all listed; of more, only musts and the wants with evidence."""
_ENDING: Final = re.compile(r"[.．][^.．\s]{1,5}$")


@dataclass(frozen=True, slots=True)
class Case:
    """What every part of a comment looks at."""

    record: ScreeningRecord
    words: Words
    policy: Policy

    @property
    def few(self) -> bool:
        """Whether all requirements fit into one short comment."""
        rubric = self.record.rubric
        return rubric is None or len(rubric.requirements) <= FEW_REQUIREMENTS

    @property
    def open(self) -> bool:
        """Whether every file that was read may be quoted, and so the model's own sentences."""
        return all(quotable(file, self.policy) for file in self.record.files)

    def quotable(self, evidence: Evidence) -> bool:
        """Tell whether a quote may be printed; not from a file that we do not know."""
        file = next((one for one in self.record.files if one.id == evidence.file_id), None)
        return file is not None and quotable(file, self.policy)

    def file_names(self, limit: int) -> Mapping[FileId, str]:
        """Name all files within a length, so that two of one name are told apart.

        A private file has a number instead: guests who may not open it can read the comment.
        """
        files = (*self.record.files, *(one.file for one in self.record.unread))
        private = dict.fromkeys(file.id for file in files if file.private)
        label = self.words.private_file
        names = {one: label.format(number=number) for number, one in enumerate(private, 1)}
        for file in files:
            if file.id in names:
                continue
            name = self.file_name(file.name, limit)
            taken = set(names.values())
            others = (f"{name} ({count})" for count in range(2, len(taken) + 3))
            names[file.id] = next(one for one in (name, *others) if one not in taken)
        return names

    def place(self, name: str, *, page: int | None, part: str | None, limit: int) -> str:
        """Name a place in a file whose name is safe already; ``part`` is cut and made safe here.

        Without a name, it is the place alone.
        """
        labels = [] if page is None else [self.words.page.format(page=page)]
        if part and (safe := cut(sentence(part), limit)):
            labels.append(self.words.part.format(part=safe))
        if not name or not labels:
            return name or " ".join(labels)
        return self.words.place.format(file=name, page=" ".join(labels))

    def file_name(self, name: str, limit: int) -> str:
        """Shorten one file's name but not its ending."""
        safe = sentence(name)
        if len(safe) <= limit:
            return safe or self.words.nameless_file
        found = _ENDING.search(safe)
        ending = found.group() if found else ""
        return cut(safe.removesuffix(ending), limit - len(ending)) + ending
