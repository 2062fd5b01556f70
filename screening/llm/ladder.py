"""Which form of answer a server takes: the strictest that it does not refuse."""

from screening.model import AnswerForm

_ORDER = tuple(AnswerForm)


class Ladder:
    """Remembers, for one server, how far down one has to go."""

    def __init__(self, named: AnswerForm | None = None) -> None:
        """``named`` is the only form there is; ``None`` begins with the strictest."""
        self._named = named
        self._taken = named or _ORDER[0]

    @property
    def first(self) -> AnswerForm:
        """The form to begin with."""
        return self._taken

    def below(self, refused: AnswerForm) -> AnswerForm | None:
        """Return the next form after one that the server refused; ``None`` when there is none."""
        if self._named is not None or refused is _ORDER[-1]:
            return None
        return _ORDER[_ORDER.index(refused) + 1]

    def took(self, form: AnswerForm) -> None:
        """Remember a form that the server took; it is never gone up again."""
        if _ORDER.index(form) > _ORDER.index(self._taken):
            self._taken = form
