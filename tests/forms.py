"""The forms that stand on pages, as a browser would send them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

TYPED: Final = frozenset(
    {"text", "search", "email", "tel", "number", "date", "datetime-local", "month", "url", "textarea"}
)
"""Kinds of fields into which people write what they like."""

OF_THE_FORM: Final = frozenset({"csrf_token"})


@dataclass(slots=True)
class Field:
    """One name of a form: what kind it is, which values it offers, which a browser sends untouched."""

    name: str
    kind: str
    offered: list[str] = field(default_factory=list)
    stands: list[str] = field(default_factory=list)

    @property
    def as_sent(self) -> list[str]:
        """What a browser sends, the first choice made where none is."""
        if self.kind in {"radio", "select"} and not any(self.stands):
            return next(([value] for value in self.offered if value), [])
        return self.stands


@dataclass(slots=True)
class Form:
    """One form that is posted: where to, and its fields by name."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[str, frozenset[str]]:
        """What tells it from forms that ask for the same: digits in the address and in names aside."""
        bare = "/".join("#" if part.isdigit() else part for part in self.action.partition("?")[0].split("/"))
        return bare, frozenset("".join("#" if c.isdigit() else c for c in name) for name in self.fields)

    @property
    def typed(self) -> list[str]:
        """The fields into which people write."""
        return [name for name, one in self.fields.items() if one.kind in TYPED]

    def sent(self, **instead: Iterable[str]) -> dict[str, list[str]]:
        """The data of one post; ``instead`` are fields filled otherwise."""
        data = {name: one.as_sent for name, one in self.fields.items()}
        return data | {name: list(values) for name, values in instead.items()}


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._form: Form | None = None
        self._select: Field | None = None
        self._text: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            posts = said.get("method", "").lower() == "post"
            self._form = Form(said.get("action", "")) if posts else None
        elif self._form is None:
            return
        elif tag == "option" and self._select is not None:
            self._select.offered.append(said.get("value", ""))
            if "selected" in said:
                self._select.stands = [said.get("value", "")]
        elif said.get("name") and said["name"] not in OF_THE_FORM:
            self._take(tag, said)

    def _take(self, tag: str, said: dict[str, str]) -> None:
        kind = said.get("type", "text") if tag == "input" else tag
        if tag not in {"input", "select", "textarea", "button"} or self._form is None:
            return
        one = self._form.fields.setdefault(said["name"], Field(said["name"], kind))
        if tag == "select":
            self._select = one
        elif tag == "textarea":
            self._text = one
        elif kind in {"radio", "checkbox"}:
            one.offered.append(said.get("value", "on"))
            one.stands += [said.get("value", "on")] if "checked" in said else []
        elif tag != "button" or not one.stands:
            one.stands.append(said.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.stands = [*self._text.stands, data.removeprefix("\n")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form is not None:
            self.found.append(self._form)
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._text = None


def forms_on(page: str, here: str) -> list[Form]:
    """Every form of a page that is posted; one without an address goes to the page's own."""
    parser = _Forms()
    parser.feed(page)
    for form in parser.found:
        form.action = form.action or here
    return parser.found
