"""Whose words does the narrator say these are? Cue and subject, before, behind and around each quotation of a frame.

The readings are tried in order, and the first that holds is taken: the quotation goes on under the lead-in of the one
before; a verb of saying leads in; a noun of saying takes it (…的教导); a clause of saying follows; a name and a colon
stand before it. Where none holds the words are nobody's here, and ``language.classes`` says what they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from language import carried, coined, cues, sayings, subjects, views
from language.cast import cast_of
from language.classes import is_formula
from language.clauses import sentence_start, with_name
from language.cues import Cue
from language.frames import BAND, ENDED, PAPER, QUOTED, Frame, told
from language.model import MarkedSpan
from language.naming import Cast, Naming, candidates, may_be_subject
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
# Verbs that are nouns too, so that what stands before may be governed: 对于省委指示：“…”, 按照主席指示“…”.
_INSCRIBED = ("写着", "刻着", "写有", "刻有", "印着", "题着", "贴着", "挂着", "镌刻", "上书", "书写", "标着")
_BEARER = re.compile(
    r"(石碑|墓碑|纪念碑|碑|牌匾|匾额|匾|横幅|标语牌?|条幅|墙壁|墙|黑板|牌子|木牌|路牌|门楣|大门|扉页|封面|信封?|条子|纸条|大字报|对联|石头|"
    r"巨石|柱子|石柱|卡片|贺卡|明信片|展板|锦旗|旗帜|红旗|背面|题词|请柬|日记|布告|通知)(?:的?[\u4e00-\u9fff]{0,3})?上"
)
# So near one another are the turns of a talk.
_TALK = 60
_HE = re.compile(r"\s*[他她](?!们|又|还|接着|继续)")
_TO_HIM = re.compile(r"[对跟向给同][他她](?!们)[\u4e00-\u9fff]{0,3}$")
# 他七十八岁的哥哥说：“…”，他更气愤地说: he is not his own brother.
_HIS = re.compile(r"[他她](?!们)[^,。;]{0,9}$")
_NOUNS = ("指示", "批示", "教导", "号召", "规定", "决定", "嘱咐", "建议")
_RELATIVE = re.compile(r"的(?!教导|指示|号召|教诲|嘱托|话|声音|口号)[\u4e00-\u9fff]")
# Who can be the teller of a saying under a plain lead-in: 群众说, 县委书记说, 《论语》云.
_TELLERS = ("group", "role", "document", "they")
_ONES = ("person", "group", "role")
# Whose a noun of saying can be: 刘少奇的话, 古人的一句话, 一位诗人的诗句, 省委指示.
_OWNERS = (*_ONES, "old", "body")
_AGAIN = re.compile(r"(?:^|[。,;\n\ue000\ue001])[\u4e00-\u9fff]{0,5}[又还]")
_NAME_COLON = re.compile(r"(?:^|[。!?;,\n\ue000\ue001])\s*(?P<name>[^。!?;,:\n\ue000\ue001]{2,24})[::]\s*$")
_PROVERB = re.compile(
    r"(?:(?P<who>俗话|俗语|常言|古语|古训|古话|古人|前人|先人|先哲|先贤|老话|谚语|农谚|民谚|格言|成语|民间|"
    r"老百姓(?=常))(?:[\u4e00-\u9fff]{0,3}?)(?P<cue>常说|常讲|说得好|讲得好|说的好|讲的好|说|讲|道|云|曰|有云|"
    r"有言)(?:过)?|"
    r"(?P<cue2>正所谓|常言道|俗话说|有道是|诗云|语云|谚云|古语云|书云|古诗云|古语有云))(?:的是|的)?[\s:,]*$"
)
_PROVERB_NOUN = re.compile(r"(谚语|民谚|古谚|农谚)(?:是)?\s*:\s*$")
_SENTENCE_LIKE = re.compile(r"[我你他她了吗呢吧]|[的是不就都也有要在][^、]*[,。]|。$")
_THIS_IS = re.compile(
    r"[,。]?(?:这|那|此|以上)(?:不只|不仅|不但|既|句话|段话|首诗|副对联|些话|番话)?(?:就|正|便|也|都)?(?:是|出自|"
    r"语出|引自|来自)"
)
_MADE = re.compile(
    r"(?:在[^,。的]{1,10})?(?P<verb>所?(?:题写|题词|写下|写|说|讲|提出|留下|总结|概括|讲过|说过|写过))?(?:的|过|了)"
)
_SOURCE = re.compile(r"\((?:见|引自|摘自)?(?P<who>[^()]{2,36})\)")
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
    def told(self) -> str:
        """The text in which a marked word does not part its clause: what a subject is looked for in."""
        return told(self.frame)

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
        if self.text[place] in (BAND, PAPER):
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
            or self._led_in(span, start, place, earlier)
            or self._taken(span, start, place)
            or self._viewed(span, start, place)
            or self._followed(span, place)
            or self._explained(place)
            or self._noted(place)
            or self._named(start, place)
            or self._woven_in(span, start, place)
        )

    def _listed(self, last: int, place: int) -> bool:
        """Whether a span is listed with the one before, of whose words nobody has the saying: one list, one use."""
        return self.text[last] == QUOTED and self.text[last + 1 : place].strip() == "、"

    def _lead_start(self, place: int) -> int:
        """Where the sentence that leads in begins; over the line break of a lead-in that ends with a colon."""
        start = sentence_start(self.text, place)
        above = self.text[max(0, start - 400) : start].rstrip() if not self.text[start:place].strip() else ""
        return sentence_start(self.text, start - 1) if above.endswith(":") else start

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
        if carried.names().search(gap):
            return None
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
            used = (
                is_formula(self.frame.spans[number].text) or carried.OWN_WORK.search(gap) or carried.LABELS.search(gap)
            )
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
            noun = _PROVERB_NOUN.search(self.text, max(start, place - 8), place)
            return Attribution(Naming(*noun.span(1), "old", noun[1]), None) if noun else None
        said = "cue" if match["cue"] else "cue2"
        cue = Cue(match.start(said), match.end(said), match.start(said), "say", True)
        who = match["who"]
        return Attribution(Naming(*match.span("who"), "old", who) if who else Naming(place, place, "old", ""), cue)

    def _led_in(
        self, span: MarkedSpan, start: int, place: int, earlier: list[Attribution | None]
    ) -> Attribution | None:
        before = earlier[-1] if earlier else None
        cue = cues.before(self.text, start, place)
        glossed = coined.is_glossed(normalise(span.text), self.text[place + 1 : place + 24])
        if cue is None or (glossed and not is_formula(span.text)):
            return None
        subject, distance = self._subject(cue, place)
        if subject and before and (other := self._addressed(cue, before) or self._partner(cue, earlier)):
            subject = other
        if distance == 2 and before and _AGAIN.search(self.text, max(0, start - 1, cue.verb - 8), cue.verb + 2):
            subject = before.speaker
        named = subject is not None and subject.kind in ("person", "me", "he")
        said = cue.direct and cue.use != "weak" and subject is not None and subject.kind in _TELLERS
        known = sayings.source(span.text) is not None
        if known and cue.direct and subject is not None and subject.kind == "old" and distance <= 1:
            # 中华民族历来主张“君子义以为质”: a saying in the mouth of those whose it is.
            return Attribution(subject, cue)
        if known and not said and not (named and cue.direct and cue.use != "weak"):
            return None
        if cue.use == "weak" or not cue.direct:
            kept = carried.holds(self.text, cue, span, subject, distance, place)
        else:
            kept = carried.whole(self.text, cue, span, subject, place)
        return Attribution(subject, cue, cue.direct) if kept else None

    def _subject(self, cue: Cue, place: int) -> tuple[Naming | None, int]:
        if (cue.use == "colon" or self.text[cue.verb : cue.end] in _NOUNS) and (owner := self._owner(cue)):
            return owner, 0
        if carried.nobody(self.text, cue):
            return None, 0
        subject, distance = subjects.of_verb(
            self.told,
            cue.verb,
            self.cast,
            dropped=cue.use != "weak" or not cue.direct,
            relative=_RELATIVE.match(self.text, place + 1) is not None,
        )
        if self.text[cue.verb : cue.end].endswith(_INSCRIBED) and not (subject and distance == 0):
            return self._inscribed(cue), 0
        if subject:
            subject = subjects.meant(self.told, subject, cue.verb, self.cast)
            subject = self._author(subject, cue)
        return subject, distance

    def _inscribed(self, cue: Cue) -> Naming | None:
        """大楼前的石碑上刻着“…”: what bears the words."""
        found = list(_BEARER.finditer(self.told, sentence_start(self.told, cue.verb), cue.verb))
        return Naming(*found[-1].span(1), "document", found[-1][1]) if found else None

    def _addressed(self, cue: Cue, before: Attribution) -> Naming | None:
        """总理跟他讲：“…”他讲：“…”: the one who was spoken to answers, whoever he was before."""
        told = self.told
        if not before.cue or before.cue.verb < 2 or not _HE.match(told, sentence_start(told, cue.verb), cue.verb):
            return None
        kin = before.speaker.start if before.speaker and before.speaker.kind == "role" else 0
        if not (
            _TO_HIM.search(told, max(0, before.cue.verb - 8), before.cue.verb)
            or (kin and _HIS.search(told, max(0, kin - 12), kin))
        ):
            return None
        start = sentence_start(told, before.cue.verb)
        he = subjects.meant(told, Naming(start, start, "he", "他"), start, self.cast)
        return he if he.kind != "he" else None

    def _partner(self, cue: Cue, earlier: list[Attribution | None]) -> Naming | None:
        """他说：“…”我说：“…”他说：“…”: in a talk with me, he is who he was."""
        if len(earlier) < 2 or earlier[-1] is None or earlier[-2] is None:
            return None
        mine, his = earlier[-1], earlier[-2]
        me = mine.speaker is not None and mine.speaker.kind == "me" and mine.cue is not None
        if not me or mine.cue is None or cue.verb - mine.cue.verb > _TALK or his.speaker is None:
            return None
        if not _HE.match(self.told, sentence_start(self.told, cue.verb), cue.verb):
            return None
        return his.speaker if his.speaker.kind in ("person", "role", "group") else None

    def _author(self, subject: Naming, cue: Cue) -> Naming:
        """张闻天同志文章里讲到: the words of a paper that is one person's are his."""
        if subject.kind not in ("document", "body") or "《" in subject.name or subject.end > cue.verb:
            return subject
        before = self.told[max(0, subject.start - 12) : subject.start]
        for naming in candidates(self.told, subject.start - len(before), subject.start, self.cast):
            gap = self.told[naming.end : subject.start]
            if naming.kind == "person" and gap in ("", "的", "在", "写的", "作的", "的政治", "政治", "的工作", "工作"):
                return naming
        return subject

    def _owner(self, cue: Cue) -> Naming | None:
        """Whose the noun of saying is: 刘少奇副主席的报告中一段话."""
        low = max(0, cue.verb - 40)
        clause = max(low, cue.end if cue.start < cue.verb else low)
        clause = max(clause, *(self.text.rfind(mark, low, cue.verb) + 1 for mark in ",;:。\n"))
        found = [n for n in candidates(self.text, clause, cue.verb, self.cast) if n.kind in _OWNERS]
        if not found:
            return None
        last = found[-1]
        if cue.use != "colon":
            # A verb finds its own subject; here only what it follows at once.
            return last if last.end == cue.verb and last.kind != "group" else None
        owned = last.kind == "person" or self.text[last.end] == "的" or last.end == cue.verb
        return last if owned else None

    def _taken(self, span: MarkedSpan, start: int, place: int) -> Attribution | None:
        """遵照毛主席“…”的教导, 邓小平同志关于“…”的指示: a noun of saying behind, its possessor before."""
        noun = cues.noun_behind(self.text, place)
        if noun is None or re.match(r"关于|關於", span.text):
            return None
        clause = max(start, *(self.text.rfind(mark, start, place) + 1 for mark in ",;:"))
        whose = ("person", "document", "body", "old", "he")
        found = [n for n in candidates(self.text, clause, place, self.cast) if n.kind in whose]
        if not found:
            return self._taught(span, start, place, noun)
        speaker = subjects.meant(self.text, found[-1], place, self.cast)
        return Attribution(speaker, noun)

    def _taught(self, span: MarkedSpan, start: int, place: int, noun: Cue) -> Attribution | None:
        """按照“正确对待干部，…”的教导: the teaching of whoever teaches in this text, named before or not."""
        if not views.follows(self.text, start, place, self.text[noun.start : noun.end], len(span.text)):
            return None
        return Attribution(views.teacher(self.text, place), noun)

    def _viewed(self, span: MarkedSpan, start: int, place: int) -> Attribution | None:
        """有些工人有“没收他们的财产”的想法: a view that people are said to have."""
        view, plain = views.held(self.text, start, place), normalise(span.text)
        if view is None or len(plain) < views.SHORTEST or is_formula(plain) or sayings.source(plain) is not None:
            return None
        subject, distance = subjects.of_verb(self.told, view.verb, self.cast, dropped=False)
        if subject is None or distance > 1 or subject.kind not in (*_ONES, "they"):
            return None
        return Attribution(subjects.meant(self.told, subject, view.verb, self.cast), replace(view, verb=view.start))

    def _followed(self, span: MarkedSpan, place: int) -> Attribution | None:
        """“…，”毛主席说。"""
        found = cues.verb_behind(self.text, place)
        if found is None or not self._ends_clause(found, place) or is_formula(span.text):
            return None
        begin = place + 1 + (self.text[place + 1] == ",")
        for naming in candidates(self.text, begin, found.start, self.cast):
            if naming.kind in ("document", "body") and re.search("[和的及与]", self.text[naming.end : found.start]):
                return None
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

    def _noted(self, place: int) -> Attribution | None:
        """“聪明的共产党员决不怕…”（列宁）: the source in brackets."""
        match = _SOURCE.match(self.text, place + 1, place + 40)
        if not match:
            return None
        begin, end = match.span("who")
        found = [n for n in candidates(self.text, begin, end, self.cast) if n.kind in ("person", "document")]
        named = found and found[0].start == begin and (found[0].end == end or found[0].kind == "document")
        return Attribution(found[0], None) if named else None

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
            naming = with_name(self.text, found[-1], end)
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
        if subject is None or distance or not subject.sure or subject.name in _NOUNS:
            return None
        subject = subjects.meant(self.text, subject, place, self.cast)
        near = subject.end == place or (subject.kind == "person" and place - clause <= 20)
        return Attribution(subject, None) if near and subject.kind in ("person", "document", "body", "group") else None
