"""A small language for triggers in fact tables, parsed when the table is loaded and never run as code.

Fields, numbers, `and`, `or`, `not`, brackets, `<`, `<=`, `>`, `>=`, `==` and `field in ( word , word )`.
What was not reported is not reported: a field that is absent makes its clause false, and `not` of it true.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

Fact = bool | Fraction | str
Facts = Mapping[str, Fact]

TOKEN = re.compile(r"\s*([a-z_][a-z0-9_]*|-?\d+(?:\.\d+)?|<=|>=|==|[<>(),])")
COMPARISONS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
}
KEYWORDS = frozenset({"and", "or", "not", "in"})


class BadPredicate(ValueError):
    """The text is not of the language."""


@dataclass(frozen=True)
class Reported:
    """A field that must be true."""

    field: str

    def holds(self, facts: Facts) -> bool:
        return facts.get(self.field) is True

    def because(self, facts: Facts) -> tuple[str, ...]:
        return (self.field,) if self.holds(facts) else ()


@dataclass(frozen=True)
class Compared:
    """A number against a mark."""

    field: str
    sign: str
    mark: Fraction

    def holds(self, facts: Facts) -> bool:
        value = facts.get(self.field)
        return isinstance(value, Fraction) and COMPARISONS[self.sign](value, self.mark)

    def because(self, facts: Facts) -> tuple[str, ...]:
        return (self.field,) if self.holds(facts) else ()


@dataclass(frozen=True)
class Among:
    """A word out of a list."""

    field: str
    words: frozenset[str]

    def holds(self, facts: Facts) -> bool:
        return facts.get(self.field) in self.words

    def because(self, facts: Facts) -> tuple[str, ...]:
        return (self.field,) if self.holds(facts) else ()


@dataclass(frozen=True)
class Negated:
    """True also when nothing was reported; it gives no reason of its own."""

    part: Predicate

    def holds(self, facts: Facts) -> bool:
        return not self.part.holds(facts)

    def because(self, facts: Facts) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True)
class Every:
    parts: tuple[Predicate, ...]

    def holds(self, facts: Facts) -> bool:
        return all(part.holds(facts) for part in self.parts)

    def because(self, facts: Facts) -> tuple[str, ...]:
        return _reasons(self.parts, facts) if self.holds(facts) else ()


@dataclass(frozen=True)
class Either:
    parts: tuple[Predicate, ...]

    def holds(self, facts: Facts) -> bool:
        return any(part.holds(facts) for part in self.parts)

    def because(self, facts: Facts) -> tuple[str, ...]:
        return _reasons(self.parts, facts)


Predicate = Reported | Compared | Among | Negated | Every | Either


def _reasons(parts: tuple[Predicate, ...], facts: Facts) -> tuple[str, ...]:
    found = dict.fromkeys(field for part in parts for field in part.because(facts))
    return tuple(found)


def parse(text: str, fields: Collection[str]) -> Predicate:
    """The predicate of a text over these fields. Raises BadPredicate."""
    reader = _Reader(_tokens(text), fields)
    predicate = reader.either()
    if reader.next is not None:
        raise BadPredicate(f"{reader.next!r} is not expected there")
    return predicate


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    text = text.rstrip()
    while at < len(text):
        found = TOKEN.match(text, at)
        if found is None:
            raise BadPredicate(f"cannot read {text[at : at + 20]!r}")
        tokens.append(found[1])
        at = found.end()
    return tokens


class _Reader:
    """Reads tokens by recursive descent: or, then and, then not, then a clause."""

    def __init__(self, tokens: list[str], fields: Collection[str]) -> None:
        self.tokens = tokens
        self.fields = fields
        self.at = 0

    @property
    def next(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, expected: str | None = None) -> str:
        token = self.next
        if token is None or (expected and token != expected):
            raise BadPredicate(f"{expected or 'something'} is expected, not {token or 'the end'}")
        self.at += 1
        return token

    def either(self) -> Predicate:
        parts = [self.every()]
        while self.next == "or":
            self.take()
            parts.append(self.every())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def every(self) -> Predicate:
        parts = [self.clause()]
        while self.next == "and":
            self.take()
            parts.append(self.clause())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def clause(self) -> Predicate:
        if self.next == "not":
            self.take()
            return Negated(self.clause())
        if self.next == "(":
            self.take()
            inside = self.either()
            self.take(")")
            return inside
        return self.about(self.take())

    def about(self, field: str) -> Predicate:
        if field not in self.fields or field in KEYWORDS:
            raise BadPredicate(f"{field!r} is not a field")
        if self.next in COMPARISONS:
            return Compared(field, self.take(), self.number())
        if self.next == "in":
            self.take()
            return Among(field, self.words())
        return Reported(field)

    def number(self) -> Fraction:
        token = self.take()
        try:
            return Fraction(token)
        except ValueError:
            raise BadPredicate(f"{token!r} is not a number") from None

    def words(self) -> frozenset[str]:
        self.take("(")
        words = [self.take()]
        while self.next == ",":
            self.take()
            words.append(self.take())
        self.take(")")
        return frozenset(words)
