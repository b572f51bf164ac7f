"""Which formulations are a fixed frame with one slot? Found by the frame, whoever or whatever fills it.

以…同志为核心的党中央; 高举…的伟大旗帜; 将…进行到底; 打倒…！; …万岁; 把…放在首位; 为…服务; 一手抓…，一手抓…;
坚持…的方针; 平安 or 美丽 before a province. Texts come folded (``language.lexicon``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from language.lexicon import SEPARATOR

_PROVINCES = (
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|"
    "重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门"
)
_ISMS = (
    "主观|官僚|宗派|命令|形式|享乐|教条|经验|自由|个人|本位|分散|山头|无政府|平均|机会|修正|冒险|投降|关门|尾巴|事务|"
    "经济|好人|拜金|功利|保守|利己|集体|爱国|社会|国际|共产|民族|帝国|封建|资本|官僚资本|殖民|新殖民|霸权|单边|保护|"
    "大国沙文|大汉族|地方民族|小团体|个人英雄|右倾机会|左倾机会"
)
# Named together these are subjects of study; the others named together are faults to be fought.
_FAULTS = _ISMS.replace("社会|", "").replace("共产|", "").replace("|资本", "")
_FOUGHT = _ISMS.replace("|集体|爱国|社会|国际|共产", "")
_COUNT = "两二三四五六七八九十"
# Whom or what art, schools, trade and the Party are told to serve; 为旅客服务 is no formulation.
_SERVED = (
    "人民|群众|农民|工人|工农兵?|贫下中农|社会主义|无产阶级|政治|生产|农业|工业|农村|基层|大局|改革|开放|经济|建设|国防|"
    "革命|三农|消费者|祖国|社会|战争|现代化|四化|稳定|发展|和|与|、|的|党|国家|全局"
)
# What a new province is called to be: 中国式现代化新青海, 幸福美好新甘肃.
_QUALITIES = (
    "中国式现代化|社会主义现代化|现代化|富强|民主|文明|和谐|美丽|幸福|美好|繁荣|开放|创新|绿色|法治|平安|富裕|富饶|富庶|"
    "团结|进步|健康|稳定|法治|秀美|生态|殷实|充满活力|安康|活力|智慧|数字|大美|安全|繁荣昌盛"
)
_TEXTS = re.compile(
    "中央|省委|市委|县委|国务院|会议|文件|规定|指示|部署|法律|同志|主席|报告|决定|条例|我们|他们|这|那|上述|有关"
)
# What a clause may begin with before the wording itself: 必须坚持…相结合.
_LEADS = "坚持|实行|采取|执行|贯彻|注重|做到|应当|必须|按照|根据|提出|继续|遵循|强调"
_LED = rf"(?:(?<![一-龥])|(?<={_LEADS}))(?!{_LEADS})"
_FRAMES = (
    r"以[一-龥]{2,4}?(?:同志)?为(?:核心|总书记|首)的(?:党中央|中央领导集体)",
    r"高举(?![着起的这红])[一-龥、]{2,24}?(?:旗帜|红旗)",
    r"(?:打倒|粉碎|肃清|铲除|捍卫|保卫|拥护|反对)[一-龥]{2,12}(?=[!！])",
    r"(?:弘扬|发扬|传承)(?:伟大)?的?(?![他她其这那我])[一-龥]{2,4}精神(?!文明)",
    rf"(?:美丽|平安|法治|数字|健康|信用|清廉|文明|幸福|绿色|文化)(?:{_PROVINCES})(?![一-龥]?(?:大学|公司|集团))",
    r"勤俭(?:办(?:医院|[农林]场|工厂|企业|商店|水利|工业|教育|学校|公社|合作社|一切事业|事业|[社厂学队场校店院矿])|建[国军社厂校队]|"
    r"治[国家社]|持家|过日子)(?![一-龥]?[长员])",
    rf"对口(?:支援|协作|合作|帮扶|援助)?(?:援|支援|帮扶)(?:{_PROVINCES}|[疆藏青])",
    r"[把将][一-龥、]{2,16}?(?:放|摆)(?:在|到)(?:更加|心中)?(?:首位|第一位|首要位置|优先[一-龥]{0,7}?(?:位置|地位)|突出[一-龥]{0,4}?(?:位置|地位)|"
    r"最高的?位置|[一-龥]{0,4}战略地位)",
    rf"为(?:{_SERVED})+服务",
    rf"(?:反对|克服|防止|批判|肃清)(?:和(?:反对|克服|防止|批判))?(?:{_FOUGHT})主义(?:[、和](?:反对)?(?:{_FOUGHT})主义)*",
    r"以[一-龥]{2,10}为(?:纲|荣|耻|主线|统领|师|根本动力|根本目的|根本保障|主攻方向|战略基点)(?![一-龥])",
    rf"[{_COUNT}](?<![第{_COUNT}百千万、零〇0-9].)(?:大(?:纪律|改造|差别|法宝|作风|攻坚战|保卫战|战役|考验|危险|理念|倡议|自由|"
    r"文化行动|革命运动|发展战略)|条(?:路线|道路|战线|腿走路)(?:的?斗争)?|种(?:形态|危险|所有制形式)|"
    r"项(?:基本原则|主张|注意|工程建设)|股(?:歪风|邪风|黑风)|个(?:面向|一律|不准|一百年|确保|自我))",
)
# Looked for only where their literal stands at all.
_RARE = {
    "进行到底": r"[将把][一-龥]{2,16}?进行到底",
    "万岁": r"(?<![一-龥])(?![一-龥]{0,8}(?:高呼|[喊个号]))[一-龥]{3,14}万岁(?![一-龥])",
    "必胜": r"(?<![一-龥])[一-龥]{2,12}必胜(?=[!！])",
    "必败": r"(?<![一-龥])[一-龥]{2,12}必败(?=[!！])",
    "一定胜利": r"(?<![一-龥])[一-龥]{2,12}一定胜利(?=[!！])",
    "同志学习": r"向[一-龥]{2,3}同志学习",
    "中国式现代化": rf"中国式现代化(?:建设)?(?:{_PROVINCES}|[一-龥]{{2}})(?:实践|新篇章|篇章|新实践)",
    "强省、": rf"[一-龥]{{2}}强省、(?:[一-龥]{{2}}强省、)*(?:美丽|幸福|文明|平安)(?:{_PROVINCES})",
    "一手抓": r"一手抓[一-龥]{2,10}、一手抓[一-龥]{2,10}(?![一-龥])",
    "一靠": r"一靠[一-龥]{2,6}、二靠[一-龥]{2,6}(?:、三靠[一-龥]{2,6})?(?![一-龥])",
    "就没有": r"(?:(?<![一-龥])|(?<=如果|假如|要是))没有(?!这|那|你|我|他|什么|一个)[一-龥]{2,10}、?"
    r"(?:也|也就)?就没有(?!这|那|你|我们今)"
    r"(?:(?!了)[一-龥]){2,12}(?![一-龥])",
    "不能没有": r"一个(?:(?!一个)[一-龥]){2,8}的?(?:民族|国家|政党|社会|时代|军队)不能没有[一-龥]{2,8}"
    r"(?:、一个[一-龥]{2,10}不能没有[一-龥]{2,8})*",
    "任何时期都更": r"我们?比历史上任何时期都更(?:加)?[一-龥]{2,24}(?:、(?:我们)?[比更][一-龥]{4,24})?",
    "没有出路": r"(?<![一-龥])(?:(?!我们|他们|这)[一-龥]){2,8}(?:是|就)?没有出路的?、(?:只有)?"
    r"[一-龥]{2,6}才(?:能|会|有)[一-龥]{2,6}(?![一-龥])",
    "不搞": r"不搞(?:(?!的|了)[一-龥]){2,8}、不(?:搞|针对|谋求|做|划|以|当|走|结|附加|干涉)"
    r"(?:(?!的|了)[一-龥]){2,8}(?![一-龥])",
    "负责制": r"(?:党的集体|集体|党委(?:集体)?|党支部|支部|党组织|党总支|校?党委统一)领导下的[一-龥]{2,8}?负责制",
    "新一轮": r"新一轮(?!的|这)(?:(?![的了和与在是])[一-龥]){2,12}?(?:行动计划|行动|工程)(?![一-龥]?[起中])",
    "亲自缔造": r"(?:(?<![一-龥])|(?<=伟大的))[一-龥]{0,4}解放军是[^。\n]{2,10}亲自缔造[^。\n]{0,24}"
    r"的(?:人民)?(?:军队|子弟兵)",
    "习近平总书记": r"习近平总书记(?:关于[一-龥、]{2,24}?的?|对[一-龥、]{2,20}?的?|在[一-龥、]{2,24}?的?|"
    r"考察[一-龥]{2,8}?|视察[一-龥]{2,8}?)?"
    r"一?(?:系列)?重要(?:讲话|论述|指示|批示)(?:[和、]?(?:系列)?重?要?(?:讲话|论述|指示|批示)){0,3}精神",
    "怎样": r"(?:什么是|(?:建设|实现|坚持和发展)什么样的)[一-龥]{1,12}、怎样(?:发展(?![一-龥]{2})|发展(?=[等的])|"
    r"(?:建设|坚持和发展|实现)[一-龥]{1,12}?(?=[、。;；的和等这]))",
    "谁": r"谁[一-龥]{2,3}、?谁(?:负责|受益|治理|保护|主管|普法|使用|补偿|所有|得利)",
    "路线斗争": rf"第?[{_COUNT}]次(?:重大)?路线斗争",
    "社会主义现代化": rf"社会主义现代化(?:强|新)?(?:{_PROVINCES}|强[省市区县])",
    "战略": r"(?<=实施|推进|贯彻|坚持|落实|深化)(?!实施|重大|一[系带])(?:(?![了的等和与个项])[一-龥]){3,10}"
    r"(?<!国家)战略(?![一-龥])",
    "为辅": rf"{_LED}以?(?:(?![的了])[一-龥]){{2,6}}为主、以?[一-龥]{{2,6}}为辅",
    "中去": r"从[一-龥]{1,6}中来、再?到[一-龥]{1,6}中去",
    "不要": r"(?<![一-龥])要((?!不)[一-龥]{2,5})、不要(?!\1)[一-龥]{2,5}(?![一-龥])",
    "二要": r"一要(?:(?!的)[一-龥]){2,8}、二要(?:(?!的)[一-龥]){2,8}(?:、三要[一-龥]{2,8})?(?=$|[^一-龥]|的)",
    "特": r"大([一-龥])特\1",
    "为荣、": r"以[一-龥]{2,8}为荣、以[一-龥]{2,8}为耻",
    "、最大限度": r"最大限度([一-龥]{2,10})、最大限度[一-龥]{2,10}",
    "、赶": r"(?<![一-龥])学[一-龥]{2,4}、赶[一-龥]{2,4}(?:、[帮超][一-龥]{2,4})*(?![一-龥])",
}
# 批深批透、做优做强: one verb, and twice how far it goes.
_THOROUGH = re.compile(
    r"([斗批抓做挖搞整讲管查办改走学建练写想压唱])[深透臭倒垮实细严优强精准足早清活响好新]"
    r"(?:、?\1[深透臭倒垮实细严优强大精准足早小清活响好新])+"
)
_FRAME = tuple(re.compile(frame) for frame in _FRAMES)
_RARE_FRAME = {literal: re.compile(frame) for literal, frame in _RARE.items()}
# 制度化、法律化. Found from its middle, for speed: the first unit is what stands before.
_PAIR = re.compile(r"化[、和](?<=[一-龥]{2}化.)(?!现代化|石漠|政治|庸俗|平淡)[一-龥]{2}化(?![一-龥])")
# Two faults or more named together, and what a claim says of its subject: these too from the middle.
_FAULT_RUN = re.compile(rf"主义(?:[、和](?:{_FAULTS})主义)+")
_FIRST_FAULT = re.compile(rf"(?<![一-龥])(?:{_FAULTS})$")
_CLAIM = re.compile(
    r"是(?:第一(?:要务|生产力|资源|动力)|最大的[一-龥]{2}|硬(?:道理|任务|指标)|永恒的?主题|"
    r"[一-龥]{2,8}的(?:生命线|命脉|必由之路|法宝|灵魂|总开关)|"
    r"[一-龥]{2,14}的(?:根本(?:政治)?保证|力量源泉|生命线|重要法宝|压舱石|根本所在|坚强领导核心|定海神针))(?![一-龥])"
)
_SUBJECT = re.compile(r"(?<![一-龥])(?![这那它他我你谁但也就都正还更不已可于]|同时|始终)[一-龥]{2,8}$")
# 视死如归、宁死不屈的民族气节: clauses of four, and the virtue that they tell of. Looked for from the virtue.
_VIRTUE = re.compile(
    "的(?:(?:伟大|崇高|高尚|优良|顽强|坚强|坚定|必胜|英雄|革命|民族|战斗|奋斗|爱国|斗争|科学|工作|精神|博大|豪迈|政治|大无畏|宝贵|"
    "昂扬|良好|坚韧|家国|为民|赤子|奉献|创业|创新|进取|牺牲|道德)(?:主义)?的?)*"
    "(?:气节|气概|信念|信心|精神|品格|品质|情怀|作风|态度|勇气|意志|斗志|胸怀|境界|风范|干劲|姿态|毅力|骨气|豪情|风骨|操守|"
    "定力|传统|风貌|本色|胸襟|决心|魄力|韧劲|闯劲|状态|担当)(?![一-龥]?[家界])"
)
_NEW_PROVINCE = re.compile(rf"新(?<![创更最高革重全刷]新)(?:{_PROVINCES})")
_CALLED_SO = re.compile(rf"(?:(?:{_QUALITIES})[、和]?)+的?$")
_CLAUSES = re.compile(
    "(?:(?<![一-龥])|(?<=[发弘]扬|保持|坚持|展现|彰显|体现|具有|有着|培养|锤炼|树立|增强|拿出|继承|表现|培育|养成|焕发|激发|秉持|秉承|"
    "带着|满怀|铸就|形成|出了|这种|那种|一种|我们|人民|儿女|同志|那股)|(?<=[扬持现显有养炼立强出承示]了))"
    "(?!(?:同时|但是|因此|所以|我们|他们|这种|那种))(?:(?![的了这那我你他是在])[一-龥]){4}(?:、(?:(?![的了这那我你他是在])[一-龥]){4})+$"
)
_NO_PAIR = re.compile("荒漠|.[名转]|老龄|空心|庸俗|随意")
_HELD = "坚持|本着|按照|贯彻|实行|遵循|根据|采取|执行|奉行|确立|提出"
# What a text calls a policy is its wording: 本着平等互利、共同发展的原则. The slot alone counts.
_CALLED = re.compile(
    rf"(?:{_HELD})了?(?:(?:{_HELD})了?)*"
    r"((?!什么)(?:(?![的了把是按])[一-龥、]){5,30})的(?:基本|总|根本|指导)?(?:方针|原则|口号|公式|政策|理念|思路|要求)"
)
# A campaign under its name: 开展核实丰产运动. 体育运动 and 这个运动 are none.
_CAMPAIGN = re.compile(
    r"(?:开展|掀起|发动|展开|推进|深入)(?:了|一[个场次]|起)?"
    r"((?!群众|学生|工人|农民|体育|各种|各项|历次|这|这个|政治|大规模|新的)(?:(?![的了到地这开])[一-龥]){3,9}?运动)(?![员会场项量])"
)
# 村村通公路、户户用上电: each clause begins with a doubled word, and the clauses are of one length.
_EACH = "[村社队家户人处事月天年层县乡镇班厂校店站组]"
_DOUBLED = re.compile(rf"({_EACH})\1[一-龥]{{2,8}}(?:、({_EACH})\2[一-龥]{{2,8}})+(?![一-龥])")
# 以改革强动力、以开放添活力.
_BY = re.compile(r"以(?<![一-龥]以)(?![上下来后前及外内往致此])[一-龥]{4,7}(?:、以[一-龥]{4,7})+(?![一-龥])")
# 严管和厚爱相结合: two of one length. Looked for from its end.
_JOINED = "相结合"
_HALVES = re.compile(_LED + "(?:" + "|".join(f"[一-龥]{{{n}}}[同与和][一-龥]{{{n}}}" for n in range(2, 8)) + ")$")
_LEAST, _MOST, _UNEVEN = 2, 10, 2


def templates(folded: str) -> Iterator[tuple[int, int]]:
    """Frames with their slot filled: (start, end) in a folded text."""
    for frame in _FRAME:
        for match in frame.finditer(folded):
            yield match.span()
    for literal, rare in _RARE_FRAME.items():
        if literal in folded:
            for match in rare.finditer(folded):
                yield match.span()
    for match in _PAIR.finditer(folded):
        if not _NO_PAIR.match(folded, match.start() - 2):
            yield match.start() - 2, match.end()
    for match in _THOROUGH.finditer(folded):
        yield match.span()
    for match in re.finditer(_JOINED, folded):
        if halves := _HALVES.search(folded, max(match.start() - 17, 0), match.start()):
            yield halves.start(), match.end()
    for run in (_DOUBLED, _BY):
        for match in run.finditer(folded):
            if len({len(clause) for clause in match.group().split(SEPARATOR)}) == 1:
                yield match.span()
    yield from _completed(folded, _FAULT_RUN, _FIRST_FAULT)
    yield from _completed(folded, _CLAIM, _SUBJECT)
    for match in _VIRTUE.finditer(folded):
        if clauses := _CLAUSES.search(folded, max(match.start() - 32, 0), match.start()):
            yield clauses.start(), match.end()
    for match in _NEW_PROVINCE.finditer(folded):
        called = _CALLED_SO.search(folded, max(match.start() - 24, 0), match.start())
        yield called.start() if called else match.start(), match.end()
    for match in _CAMPAIGN.finditer(folded):
        yield match.span(1)
    for match in _CALLED.finditer(folded):
        if _is_wording(match.group(1)):
            yield match.span(1)


def _completed(folded: str, rest: re.Pattern[str], beginning: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Each match of ``rest`` that ``beginning`` stands right before, both together."""
    for match in rest.finditer(folded):
        before = beginning.search(folded, max(match.start() - 10, 0), match.start())
        if before:
            yield before.start(), match.end()


def _is_wording(slot: str) -> bool:
    """Whether what is called a policy is two clauses or more of nearly one length, and names no text or body."""
    lengths = [len(clause) for clause in slot.split(SEPARATOR)]
    even = max(lengths) - min(lengths) <= _UNEVEN and min(lengths) >= _LEAST and max(lengths) <= _MOST
    return len(lengths) > 1 and even and not _TEXTS.search(slot)
