"""Who is the speaker that a naming stands for, as written and by full name? With what the whole text tells.

Aliases and offices come from ``language.people``; the text itself tells who 我 is, which 连长 is meant (连长张万山),
and which 总书记 where the date is not known (习近平总书记).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from language.frames import BAND, PAPER, Frame
from language.fullnames import unlikely
from language.model import SpeechContext
from language.names import is_name
from language.naming import FOREIGN, Cast, Naming
from language.normalise import normalise
from language.patterns import any_of
from language.people import LONGEST_FIRST, TITLES, aliases, offices, provincial, resolve_person

_HEAD = 400
_BYLINE = re.compile(
    r"^\s*(?:[^\n。,:]{0,24}(?:主席|总理|书记|省长|市长|县长|部长|主任|委员长|司令员|"
    r"政委))?\s*(?P<name>[\u4e00-\u9fff·]{2,4})\s*$",
    re.M,
)
_TITLE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,3})(?:同志)?(?:在|关于|对|同|就|宣布|的(?:发言|讲话|报告|总结|检查|谈话|致辞|"
    r"演讲))[^\n]{0,60}"
)
_TITLED = re.compile(rf"(?:{any_of(TITLES)})$")
_PROVINCE_BEFORE = re.compile(r"(?:省|省委|区党委)(?:的|第一)?$")
_YEAR = re.compile(r"(?<!\d)(19[2-9]\d|20[0-4]\d)\s?年?")


@dataclass
class Speakers:
    """What one text tells of its speakers. ``text`` is the original, ``narrator`` the narrator's normalised text."""

    text: str
    narrator: str
    context: SpeechContext

    known: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        plain = normalise(self.text[:_HEAD])
        if not self.context.date:
            self.context = replace(self.context, date=_date(plain))
        self.own = self._own(plain)

    def _own(self, head: str) -> str | None:
        """The speech's own speaker, as the text writes him where it does."""
        for name in self.context.speaker:
            if name and (name in self.text or normalise(name) in normalise(self.text)):
                return name
        if self.context.speaker and self.context.speaker[0]:
            return self.context.speaker[0]
        found = [m["name"] for m in (*_BYLINE.finditer(head), *_TITLE.finditer(head)) if is_name(m["name"])]
        return found[0] if found else None

    def resolve(self, frame: Frame, naming: Naming | None, cast: Cast | None) -> tuple[str | None, str | None]:
        """(speaker as written, person) for the naming of an attribution."""
        if naming is None or naming.start == naming.end:
            # 正所谓“…”: a lead-in of sayings that names nobody.
            return None, None
        start, end = frame.origin(naming.start), frame.origin(naming.end - 1) + 1
        written = self.text[start:end]
        if BAND in naming.name:
            return "四人帮", None
        if PAPER in naming.name:
            paper = frame.spans[frame.places.index(naming.start)].text
            return paper, normalise(paper)
        if naming.kind == "me":
            return (self.own or written), self._own_person()
        if naming.kind == "document":
            return written, written.strip("《》") if "《" in written or written.startswith("党的") else None
        if naming.kind in ("group", "us", "they", "body", "old"):
            return written, None
        if naming.kind == "he":
            return written, None
        if naming.kind == "role":
            holders = cast.roles.get(naming.name, set()) if cast else set()
            return written, next(iter(holders)) if len(holders) == 1 else None
        person = self._remembered(written, naming, cast)
        if person is None and naming.sure and not _TITLED.search(naming.name) and _may_be_name(naming.name):
            person = written
        return written, person

    def _remembered(self, written: str, naming: Naming, cast: Cast | None) -> str | None:
        """The person of a naming, asked once a text; a surname alone is whoever of the name came last."""
        if len(written) == 1:
            return self._person(written, naming.name, cast, naming.start)
        if written not in self.known:
            self.known[written] = self._person(written, naming.name, cast, naming.start)
        return self.known[written]

    def _own_person(self) -> str | None:
        if not self.own:
            return None
        return resolve_person(self.own, self.context) or self.own

    def _person(self, written: str, name: str, cast: Cast | None, at: int) -> str | None:
        if name in offices() or name in ("主席", "总书记", "总理"):
            named = self._office_holder(name)
            if named:
                return named
        person = resolve_person(written, self.context)
        if person:
            return person
        return (
            self._by_surname(name, cast, at)
            or self._of_province(name, at)
            or (written if cast and name in cast.names else None)
        )

    def _office_holder(self, office: str) -> str | None:
        """Whom the text itself names with this office: 毛主席 for 主席, 习近平总书记 for 总书记."""
        counts: dict[str, int] = {}
        for match in re.finditer(rf"[\u4e00-\u9fff]{{1,3}}{office}", self.narrator):
            for width in (4, 3, 2, 1):
                alias = match.group()[-len(office) - width :]
                person = aliases().get(alias) or aliases().get(alias[: -len(office)] if width > 1 else "")
                if person:
                    counts[person] = counts.get(person, 0) + 1
                    break
        dated = resolve_person(office, self.context)
        if dated and (dated in counts or not counts):
            return dated if not (office == "主席" and counts) else max(counts, key=lambda each: counts[each])
        return max(counts, key=lambda each: counts[each]) if counts else dated

    def _of_province(self, name: str, at: int) -> str | None:
        """省委王书记: the first secretary of the province that the text or its title names."""
        if not self.narrator.startswith(name, at) or not _PROVINCE_BEFORE.search(self.narrator, max(0, at - 4), at):
            return None
        surname, _, rest = name.partition("书记")
        if len(surname) != 1 or rest:
            return None
        return provincial(surname, normalise(self.context.title + self.narrator), self.context.date)

    def _by_surname(self, name: str, cast: Cast | None, at: int) -> str | None:
        """宋书记, where the text has one 宋某某 with the same title in full."""
        title = next((title for title in LONGEST_FIRST if name.endswith(title)), "")
        surname = name[: -len(title)] if title else ""
        if len(name) == 1:
            surname = name
        if not cast or len(surname) != 1:
            return None
        full = {
            each for each in cast.names if each.startswith(surname) and (not title or each + title in self.narrator)
        }
        if len(full) > 1 and not title:
            # 王说: the 王 who was named last.
            last = {self.narrator.rfind(each, 0, at): each for each in full}
            return last[max(last)] if max(last) >= 0 else None
        return next(iter(full)) if len(full) == 1 else None


def _may_be_name(name: str) -> bool:
    """Whether an unknown naming may be a full name, be its surname rare (摸玉龙), or with a foreigner's characters."""
    foreign = all(char in FOREIGN or char == "·" for char in name)
    return 2 <= len(name) <= (8 if foreign else 4) and not unlikely(name)


def _date(head: str) -> str:
    match = _YEAR.search(head)
    return match[1] if match else ""
