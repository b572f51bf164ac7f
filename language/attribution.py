"""Whose words does the narrator say these are? Cue and subject, before, behind and around each quotation of a frame.

The readings are tried in order, and the first that holds is taken: the quotation goes on under the lead-in of the one
before; a verb of saying leads in; a noun of saying takes it (…的教导); a clause of saying follows; a name and a colon
stand before it. Where none holds the words are nobody's here, and ``language.classes`` says what they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from language import cues, sayings, subjects
from language.classes import is_formula
from language.cues import Cue
from language.frames import BAND, ENDED, QUOTED, Frame
from language.model import MarkedSpan
from language.naming import Cast, Naming, candidates, cast_of, may_be_subject
from language.normalise import normalise


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that are somebody's: who (as the frame's text names him, pronouns already followed) and by what cue."""

    speaker: Naming | None
    cue: Cue | None
    direct: bool = True


_LIST = re.compile(r"^[、,;\s]*(?:和|及|与|以及|或|或者|还有|以至|到|甚至)?\s*$")
_GOES_ON = re.compile(
    r"^[,;。\s]*(?:并且|而且|并|而|同时|以及|又|也|还|更|就|不是|而是|只有|什么|甚么|说什么|还有什么|要|应该|应当|"
    r"必须|不能|不要|更要|还要|也要|又要|并要|就是|是)?(?:[\u4e00-\u9fff]{0,4}(?:要|是))?$"
)
_OWN_WORK = re.compile(
    r"(?:践行|落实|坚持|推进|推动|深化|贯彻|实施|开展|推行|弘扬|实行|打造|加快|做到|牢记|树立|围绕|强化|秉持|遵循|"
    r"巩固|发展|建设|构建|共建|完善|健全|统筹推进|协调推进|增强|坚定|"
    r"进行|搞|走|形成|实现|所谓|的|对|以|用|把|将|从|在|成为|反对|防止|克服|抓好|抓|做好|办好|当好|加强|参加|参与|"
    r"支持|拥护|批判|揭批|粉碎|打倒|关于|极)$"
)
_HIS_OWN = re.compile(r"(?:[他她]|自己)(?:们)?的?$|(?:这|那)是[^,]{0,6}的$")
_LABELS = re.compile(r"(?:所谓的?|什么|大搞|批)$")
_TITLED = re.compile(r"(?:精神|思想|理论|道路|工程|行动|政策|制度|计划|战略|倡议|构想|体系|运动)$")
_LABELLED = re.compile(r"(?:人家|他们|别人|我们|群众|干部|谁)(?:是|成了?)$")
_CLAUSE_END = ("", "。", ",", ";", "!", "?", "\n")
_RAILING = ("鼓吹", "宣扬", "散布", "叫嚷", "吹嘘", "抛出", "炮制", "贩卖")
# Who can be the teller of a saying under a plain lead-in: 群众说, 县委书记说, 《论语》云.
_TELLERS = ("group", "role", "document")
_AGAIN = re.compile(r"(?:^|[。,;\n\ue000\ue001])[\u4e00-\u9fff]{0,5}[又还]")
_NAME_COLON = re.compile(r"(?:^|[。!?;,\n\ue000\ue001])\s*(?P<name>[^。!?;,:\n\ue000\ue001]{2,24})[::]\s*$")
_PROVERB = re.compile(
    r"(?:(?P<who>俗话|俗语|常言|古语|古训|古话|古人|前人|先人|先哲|先贤|老话|谚语|农谚|民谚|格言|成语|民间|"
    r"老百姓(?=常))(?:[\u4e00-\u9fff]{0,3}?)(?P<cue>常说|常讲|说得好|讲得好|说的好|讲的好|说|讲|道|云|曰|有云|"
    r"有言)(?:过)?|"
    r"(?P<cue2>正所谓|常言道|俗话说|有道是|诗云|语云|谚云|古语云|书云|古诗云|古语有云))(?:的是|的)?[\s:,]*$"
)
_SENTENCE_LIKE = re.compile(r"[我你他她了吗呢吧]|[的是不就都也有要在][^、]*[,。]|。$")
_THIS_IS = re.compile(
    r"[,。]?(?:这|那|此|以上)(?:不只|不仅|不但|既|句话|段话|首诗|副对联|些话|番话)?(?:就|正|便|也|都)?(?:是|出自|"
    r"语出|引自|来自)"
)
# What is written or recited whole, however known its words: 写下“革命到底”的条幅.
_WRITING = re.compile(
    r"的?(?:著名|豪迈|庄严|壮丽|光辉|不朽|铮铮)?(?:诗句|诗篇|条幅|题词|题字|誓言|遗言|名言|名句|对联|佳句|豪言|警句|家书|感慨|感叹)"
)
_MADE = re.compile(
    r"(?:在[^,。的]{1,10})?(?P<verb>所?(?:题写|题词|写下|写|说|讲|提出|留下|总结|概括|讲过|说过|写过))?(?:的|过|了)"
)
_NOTE = re.compile(r"\((?:注|见|《|同上|引自|同前|[一二三四五六七八九十\d]{1,4}\))[^()]{0,80}\)?")
_SAID_BY = re.compile(r"所?(?:总结|概括|编|说|讲|提出|写)")
_NO_NAME = re.compile(
    r"[一二三四五六七八九十\d]+|如下|例如|例|问题|内容|题目|口号|特点|标题|字|目标|要求|原则|方针|任务|关键|名|情况|"
    r"方面|第"
)


@dataclass
class Reader:
    """The readings of one frame. ``me`` is the naming of the speech's own speaker, if the frame is his."""

    frame: Frame
    text: str
    cast_source: str

    @cached_property
    def cast(self) -> Cast:
        """The persons of the whole text, gathered when first a name is needed."""
        return cast_of(self.cast_source)

    def attributions(self) -> list[Attribution | None]:
        """One for each span of the frame, None where the words are nobody's."""
        found: list[Attribution | None] = []
        for number in range(len(self.frame.spans)):
            found.append(self._attribution(number, found))
        return found

    def _attribution(self, number: int, earlier: list[Attribution | None]) -> Attribution | None:
        span, place = self.frame.spans[number], self.frame.places[number]
        if self.text[place] == BAND:
            return None
        last = self.frame.places[number - 1] if number else -1
        if number and earlier[-1] is None and self._listed(last, place):
            return None
        if number and earlier[-1] and (on := self._goes_on(number, last, place, earlier[-1])):
            return on
        if self.text.rfind("《", max(0, place - 40), place) > self.text.rfind("》", max(0, place - 40), place):
            return None
        bound = last + 1 if number and (earlier[-1] or self.text[last] == ENDED) else 0
        start = max(self._lead_start(place), bound, place - 120)
        return (
            self._proverb(start, place)
            or self._led_in(span, start, place, earlier[-1] if earlier else None)
            or self._taken(span, start, place)
            or self._followed(place)
            or self._explained(place)
            or self._named(start, place)
            or self._woven_in(span, start, place)
        )

    def _listed(self, last: int, place: int) -> bool:
        """Whether a span is listed with the one before, of whose words nobody has the saying: one list, one use."""
        return self.text[last] == QUOTED and self.text[last + 1 : place].strip() == "、"

    def _lead_start(self, place: int) -> int:
        """Where the sentence that leads in begins; over the line break of a lead-in that ends with a colon."""
        start = subjects.sentence_start(self.text, place)
        above = self.text[max(0, start - 400) : start].rstrip() if not self.text[start:place].strip() else ""
        return subjects.sentence_start(self.text, start - 1) if above.endswith(":") else start

    def _goes_on(self, number: int, last: int, place: int, before: Attribution) -> Attribution | None:
        """The same lead-in for a quotation that follows another with nothing but a joint between."""
        gap = _NOTE.sub("", self.text[last + 1 : place])
        if not gap.strip() and "\n" in gap:
            # Paragraphs that each open: one quotation that runs on.
            return before if not self.frame.spans[number - 1].closed else None
        if self.text[last] == ENDED and not gap.strip() and not self._stands_alone(number, place):
            return None
        if _LIST.match(gap):
            return before
        if _GOES_ON.match(gap) and before.cue and before.cue.use in ("say", "think", "tell"):
            return replace(before, direct=False)
        if re.fullmatch(r"[\u4e00-\u9fff]{1,6}", gap) and before.cue and before.cue.use in ("say", "think", "tell"):
            return (
                before
                if len(self.frame.spans[number].text) >= 6 and not is_formula(self.frame.spans[number].text)
                else None
            )
        clause = re.match(rf"^[,、;][^。!?;{QUOTED}{ENDED}]{{1,14}}$", gap)
        if clause and not before.direct and before.cue and not cues.before(self.text, last + 1, place):
            used = is_formula(self.frame.spans[number].text) or _OWN_WORK.search(gap) or _LABELS.search(gap)
            return before if not used else None
        return None

    def _stands_alone(self, number: int, place: int) -> bool:
        """Whether a quotation behind another is a whole one, not the subject of a new sentence."""
        following = self.text[place + 1 : place + 2]
        ended = self.text[place] == ENDED
        return ended or not following or following in "。,;!?\n、" or following in (QUOTED, ENDED)

    def _proverb(self, start: int, place: int) -> Attribution | None:
        """俗话说, 古人云, 正所谓: the lead-ins of sayings."""
        match = _PROVERB.search(self.text, start, place)
        if not match:
            return None
        said = "cue" if match["cue"] else "cue2"
        cue = Cue(match.start(said), match.end(said), match.start(said), "say", True)
        who = match["who"]
        return Attribution(Naming(*match.span("who"), "old", who) if who else Naming(place, place, "old", ""), cue)

    def _led_in(self, span: MarkedSpan, start: int, place: int, before: Attribution | None) -> Attribution | None:
        cue = cues.before(self.text, start, place)
        if cue is None:
            return None
        subject, distance = self._subject(cue)
        if distance == 2 and before and _AGAIN.search(self.text, max(start, cue.verb - 8), cue.verb + 2):
            subject = before.speaker
        named = subject is not None and subject.kind in ("person", "me", "he")
        said = cue.direct and cue.use != "weak" and subject is not None and subject.kind in _TELLERS
        known = sayings.source(span.text) is not None
        if known and cue.direct and subject is not None and subject.kind == "old" and distance == 0:
            # 中华民族历来主张“君子义以为质”: a saying in the mouth of those whose it is.
            return Attribution(subject, cue)
        if known and not said and not (named and cue.direct and cue.use != "weak"):
            return None
        if cue.use == "weak" or not cue.direct:
            carried = self._holds(cue, span, subject, distance, place)
        else:
            carried = self._whole(cue, span, subject, place)
        return Attribution(subject, cue, cue.direct) if carried else None

    def _whole(self, cue: Cue, span: MarkedSpan, subject: Naming | None, place: int) -> bool:
        """Whether the marked words behind a direct cue are what is said, not one word of it."""
        tail = self.text[cue.end : place]
        if subject is None and cue.use == "say" and len(span.text) <= 4 and ":" not in tail:
            return False
        writing = subject is not None and subject.kind == "person" and _WRITING.match(self.text, place + 1)
        if (
            not writing
            and self._stands_in_clause(span, cue, place)
            and (subject is None or subject.kind in ("me", "us") or is_formula(span.text) or ":" in tail)
        ):
            return False
        if (
            subject is not None
            and subject.kind == "us"
            and ":" not in tail
            and self.text[cue.verb : cue.end] in ("强调", "讲")
        ):
            return False
        if tail.strip() in ("为", "成", "成为", "成了", "为了") and len(span.text) <= 6:
            return False
        return subject is not None or cue.use not in ("think", "tell") or tail.rstrip().endswith((":", ","))

    def _stands_in_clause(self, span: MarkedSpan, cue: Cue, place: int) -> bool:
        """认为“百花齐放”确实是…: the marked words are a part of what is said, not the whole of it."""
        tail, behind = self.text[cue.end : place], self.text[place + 1 : place + 2]
        goes_on = bool(re.match(r"[\u4e00-\u9fff]", behind)) and self.text[place] != ENDED
        if not goes_on or re.search(r"[。;；!！?？]|[，,…]$", span.text):
            return False
        if is_formula(span.text) or (":" in tail and len(span.text) <= 6):
            return True
        return not re.search(r"[:,]", tail) and "," not in normalise(span.text)

    def _subject(self, cue: Cue) -> tuple[Naming | None, int]:
        if cue.use == "colon" and (owner := self._owner(cue)):
            return owner, 0
        subject, distance = subjects.of_verb(
            self.text, cue.verb, self.cast, dropped=cue.use != "weak" or not cue.direct
        )
        if subject:
            subject = subjects.meant(self.text, subject, cue.verb, self.cast)
        return subject, distance

    def _owner(self, cue: Cue) -> Naming | None:
        """Whose the noun of saying is: 刘少奇副主席的报告中一段话."""
        low = max(0, cue.start - 40)
        clause = max(low, *(self.text.rfind(mark, low, cue.start) + 1 for mark in ",;:。\n"))
        found = [n for n in candidates(self.text, clause, cue.start, self.cast) if n.kind in ("person", "group")]
        owned = bool(found) and (found[-1].kind == "person" or self.text[found[-1].end] == "的")
        return found[-1] if owned else None

    def _holds(self, cue: Cue, span: MarkedSpan, subject: Naming | None, distance: int, place: int) -> bool:
        """Whether a weak or distant cue carries the words: a named subject, and no formula that is put to use."""
        if subject is None or subject.kind in ("us", "me", "old") or not subject.sure:
            return False
        if cue.use == "weak" and cue.direct:
            verb = self.text[cue.verb : cue.end]
            if verb.endswith(("肯定", "否定", "坚持")) and is_formula(span.text):
                return False
            if (verb.endswith(_RAILING) or "所谓" in self.text[cue.end : place]) and len(span.text) < 8:
                return False
            if "反对" in verb or distance > 1 or _TITLED.search(normalise(span.text)):
                return False
            return subject.kind in ("person", "document") or (subject.kind in ("body", "group") and "坚持" not in verb)
        if subject.kind in ("document", "body") and len(span.text) < 6:
            return False
        if distance > 1 and (subject.kind != "person" or cue.use == "think"):
            return False
        tail = self.text[cue.end : place]
        behind = self.text[place + 1 : place + 2]
        if (
            subject.kind == "person"
            and tail[:1] in ",过"
            and len(span.text) >= 4
            and behind in _CLAUSE_END
            and not is_formula(span.text)
        ):
            return not _OWN_WORK.search(tail) or tail.endswith("的")
        if len(span.text) <= 8 and len(tail) > 12 and behind not in _CLAUSE_END and "," not in normalise(span.text):
            return False
        if len(span.text) <= 4 and behind not in _CLAUSE_END and behind not in (QUOTED, ENDED):
            return False
        if len(span.text) <= 6 and _LABELLED.search(tail):
            return False
        if is_formula(span.text) or (_OWN_WORK.search(tail) and not _HIS_OWN.search(tail)):
            return False
        return len(span.text) >= 6 or bool(re.search(r"[,是要有应叫为]$", tail))

    def _taken(self, span: MarkedSpan, start: int, place: int) -> Attribution | None:
        """遵照毛主席“…”的教导, 邓小平同志关于“…”的指示: a noun of saying behind, its possessor before."""
        noun = cues.noun_behind(self.text, place)
        if noun is None or re.match(r"关于|關於", span.text):
            return None
        clause = max(start, *(self.text.rfind(mark, start, place) + 1 for mark in ",;:"))
        found = [
            n
            for n in candidates(self.text, clause, place, self.cast)
            if n.kind in ("person", "document", "body", "old", "he")
        ]
        if not found:
            return None
        speaker = subjects.meant(self.text, found[-1], place, self.cast)
        return Attribution(speaker, noun)

    def _followed(self, place: int) -> Attribution | None:
        """“…，”毛主席说。"""
        found = cues.verb_behind(self.text, place)
        if found is None or not self._ends_clause(found, place):
            return None
        begin = place + 1 + (self.text[place + 1] == ",")
        for naming in candidates(self.text, begin, found.start, self.cast):
            if may_be_subject(self.text, naming, begin, found.start) and naming.start - begin <= 6:
                return Attribution(subjects.meant(self.text, naming, place, self.cast), found)
        return None

    def _explained(self, place: int) -> Attribution | None:
        """“…”。这是胡耀邦同志题写的对联: whose the words were is told behind them."""
        match = _THIS_IS.match(self.text, place + 1, place + 40)
        if not match:
            return None
        for naming in candidates(self.text, match.end(), place + 40, self.cast):
            if naming.kind == "group" and not _SAID_BY.match(self.text, naming.end):
                return None
            if naming.start - match.end() > 6 or naming.kind not in ("person", "document", "old", "group"):
                return None
            behind = _MADE.match(self.text, naming.end, naming.end + 16)
            if not behind:
                return None
            verb = behind["verb"]
            cue = Cue(behind.start("verb"), behind.end("verb"), behind.start("verb"), "say", True) if verb else None
            return Attribution(naming, cue)
        return None

    def _ends_clause(self, cue: Cue, place: int) -> bool:
        """Whether the clause of saying behind belongs to the quotation before it and not to one that follows."""
        after = self.text[cue.end : cue.end + 3].lstrip("着道过")
        opens_next = after[:1] in (":", QUOTED, ENDED) or after[1:2] in (QUOTED, ENDED)
        if self.text[place] == ENDED:
            return self.text[cue.end : cue.end + 2].lstrip("着道过")[:1] in ("。", "!", "\n", "")
        return not opens_next

    def _named(self, start: int, place: int) -> Attribution | None:
        """党支书金江成：“…”: a name and a colon."""
        match = _NAME_COLON.search(self.text, max(0, start - 1), place)
        if not match or _NO_NAME.search(match["name"]):
            return None
        begin, end = match.span("name")
        found = [n for n in candidates(self.text, begin, end, self.cast) if n.kind not in ("us", "they", "he")]
        if found:
            naming = subjects.with_name(self.text, found[-1], end)
            return Attribution(naming, None) if naming.end == end else None
        return None

    def _woven_in(self, span: MarkedSpan, start: int, place: int) -> Attribution | None:
        """Whole clauses in marks without a verb of saying: his whose doing the sentence tells."""
        plain = normalise(span.text)
        if (
            len(plain) < 10
            or not _SENTENCE_LIKE.search(plain)
            or is_formula(plain)
            or sayings.source(plain) is not None
        ):
            return None
        clause = max(start, *(self.text.rfind(mark, start, place) + 1 for mark in ",;:"))
        subject, distance = subjects.of_verb(self.text, place, self.cast, dropped=False)
        if subject is None or distance or not subject.sure:
            return None
        subject = subjects.meant(self.text, subject, place, self.cast)
        near = subject.end == place or (subject.kind == "person" and place - clause <= 20)
        return Attribution(subject, None) if near and subject.kind in ("person", "document", "body", "group") else None
