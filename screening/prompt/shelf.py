"""All versions of all prompts, with the labels that say which is used. A released text stays."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from screening.errors import Misconfigured
from screening.model import CandidacyRef, Fingerprint
from screening.prompt.labels import LabelBook, chosen
from screening.prompt.template import PromptTemplate
from screening.prompt.versions import ASSESSING, PromptVersion, split_name

Released = Mapping[str, Fingerprint]
"""The identity of each released version, by its name."""


@dataclass(frozen=True, slots=True)
class PromptShelf:
    """Every version there is; each label points at a released one."""

    versions: Mapping[str, PromptVersion]
    """By name, such as ``assess@2``."""
    book: LabelBook
    released: Released

    def production(self, id: str) -> PromptTemplate:
        """Return the version of a prompt that is used."""
        return self.versions[f"{id}@{self.book.labels[id].production}"].template

    def for_candidacy(self, ref: CandidacyRef, *, secret: bytes) -> PromptTemplate:
        """Return the question for one candidacy: the canary for a few, always the same ones."""
        number = chosen(self.book.labels[ASSESSING], secret, ref)
        return self.versions[f"{ASSESSING}@{number}"].template

    def named(self, name: str) -> PromptVersion:
        """Return a version by its name, or the one in production by its prompt's id."""
        if name in self.book.labels:
            name = f"{name}@{self.book.labels[name].production}"
        split_name(name)
        if name not in self.versions:
            there = ", ".join(sorted(self.versions))
            raise Misconfigured(f"There is no {name}; there are {there}.")
        return self.versions[name]

    def labels_of(self, version: PromptVersion) -> tuple[str, ...]:
        """Return what points at a version, in words for people."""
        labels = self.book.labels[version.id]
        found = ["production"] if labels.production == version.number else []
        found += [f"canary {labels.canary_percent} %"] if labels.canary == version.number else []
        return tuple(found)


def parse_released(text: str, *, file: str) -> dict[str, Fingerprint]:
    """Read the list of released versions."""
    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError):
        raise Misconfigured(f'{file}: write it as lines like "assess@2" = "..."') from None
    for name, identity in raw.items():
        split_name(name)
        if not isinstance(identity, str) or len(identity) != 64:
            raise Misconfigured(
                f"{file}: {name} must have the 64 characters of its content's hash."
            )
    return {name: Fingerprint(identity) for name, identity in raw.items()}


def with_release(released: Released, version: PromptVersion) -> str:
    """Return the list's text with one more version; raise when it is released already."""
    if version.name in released:
        raise Misconfigured(f"{version.name} is released already; nothing was changed.")
    listed = {**released, version.name: version.identity}
    lines = (f'"{name}" = "{listed[name]}"' for name in sorted(listed, key=split_name))
    return "\n".join((_HEAD, *lines, ""))


_HEAD = """\
# Versions that were released, with the hash of each one's content. A released file is never edited:
# copy it to the next number. `screening prompts release` adds to this list.
"""


def check_released(version: PromptVersion, released: Released, *, file: str) -> None:
    """Raise ``Misconfigured`` when a released version is not what it was."""
    if released.get(version.name, version.identity) != version.identity:
        raise Misconfigured(
            f"{file}: {version.name} was released and must not change: take the edit back, or keep "
            "it as a copy with the next free number and release that."
        )


def check_labels(
    versions: Mapping[str, PromptVersion], book: LabelBook, released: Released, *, file: str
) -> None:
    """Raise ``Misconfigured`` when a label points at what is not there, or not released."""
    for prompt, labels in book.labels.items():
        for number in filter(None, (labels.production, labels.canary)):
            name = f"{prompt}@{number}"
            if name not in versions:
                raise Misconfigured(f"{file}: a label points at {name}, but there is no such file.")
            if name not in released:
                raise Misconfigured(
                    f"{file}: a label points at {name}, which is not in released.toml: run "
                    f"screening prompts release {name}."
                )


def check_complete(versions: Mapping[str, PromptVersion], released: Released, *, file: str) -> None:
    """Raise ``Misconfigured`` when a released version was deleted: records name it."""
    for name in sorted(set(released) - set(versions)):
        prompt, number = split_name(name)
        raise Misconfigured(
            f"{file}: {name} was released, and its file {prompt}/v{number}.md is gone: put it back."
        )
