"""Which words name somebody who could speak? Persons, roles, groups, bodies and documents in a narrator's text.

One pattern finds the candidates; what stands before and behind decides whether a candidate can be the subject of its
clause (学生说) or not (对学生说, 学生的意见). Works on normalised text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from language.names import is_name
from language.patterns import any_of
from language.people import TITLES, known_pattern, offices
from language.tables import column

Kind = Literal["person", "role", "group", "he", "they", "me", "us", "body", "document", "old"]
HAN = r"[\u4e00-\u9fff]"
_GIVEN = r"(?:(?![区县乡镇村社队厂部委省市院校局厅处科司党团军站组们各的这那是有员])[\u4e00-\u9fff])"

_HEADS = [
    "群众",
    "社员",
    "农民",
    "贫下中农",
    "贫农",
    "中农",
    "富农",
    "富裕中农",
    "地主",
    "雇农",
    "干部",
    "党员",
    "团员",
    "同志",
    "老乡",
    "乡亲",
    "老百姓",
    "百姓",
    "人民",
    "工人",
    "职工",
    "工友",
    "学生",
    "同学",
    "教师",
    "老师",
    "教授",
    "医生",
    "护士",
    "战士",
    "官兵",
    "士兵",
    "代表",
    "委员",
    "妇女",
    "老人",
    "老大爷",
    "老大娘",
    "老太太",
    "青年",
    "青年人",
    "年轻人",
    "专家",
    "学者",
    "记者",
    "企业家",
    "领导",
    "领导人",
    "领导干部",
    "朋友",
    "居民",
    "村民",
    "市民",
    "网友",
    "老板",
    "负责人",
    "负责同志",
    "家长",
    "孩子",
    "小孩",
    "外国人",
    "队长",
    "生产队长",
    "支书",
    "教育家",
    "思想家",
    "哲学家",
    "科学家",
    "作家",
    "诗人",
    "文学家",
    "历史学家",
    "政治家",
    "将领",
    "外宾",
    "客人",
    "议员",
    "评论员",
    "华侨",
    "侨胞",
    "知识分子",
    "民主人士",
    "资本家",
    "商人",
    "店员",
    "演员",
    "观众",
    "读者",
    "听众",
    "司机",
    "炊事员",
    "饲养员",
    "保管员",
    "会计",
    "贫协",
    "牧民",
    "渔民",
    "矿工",
    "民工",
    "先生",
    "先贤",
    "先烈",
    "烈士",
    "老人家",
    "老红军",
    "老同志",
    "老党员",
    "老师傅",
    "师傅",
    "小伙子",
    "姑娘",
    "大嫂",
    "家属",
    "亲属",
    "邻居",
    "战友",
    "部下",
    "下级",
    "上级",
    "右派分子",
    "反革命分子",
    "坏人",
    "敌人",
    "反动派",
    "单身汉",
    "女人",
    "老太婆",
    "老头",
    "老汉",
    "娃娃",
    "大爷",
    "大娘",
    "扶贫干部",
    "第一书记",
    "志愿者",
    "人士",
    "官员",
    "高管",
    "负责人",
    "男子",
    "女子",
    "女孩",
    "男孩",
    "游客",
    "旅客",
    "乘客",
    "粉丝",
    "业主",
    "业内人士",
    "分析师",
    "发言人",
    "创始人",
    "董事长",
    "总经理",
    "当事人",
    "消费者",
    "顾客",
    "店主",
    "村干部",
    "农户",
    "贫困户",
    "造反派",
    "保守派",
    "小将",
    "红卫兵",
    "学员",
    "教员",
    "校长",
    "厂长",
    "处长",
    "局长",
    "县长",
    "区长",
    "部长",
]
_SPOKEN_ROLES = [
    "父亲",
    "母亲",
    "爸爸",
    "妈妈",
    "爷爷",
    "奶奶",
    "爱人",
    "妻子",
    "丈夫",
    "儿子",
    "女儿",
    "哥哥",
    "弟弟",
    "姐姐",
    "妹妹",
    "我家里",
    "家里人",
    "连长",
    "指导员",
    "排长",
    "班长",
    "营长",
    "团长",
    "师长",
    "会计",
    "医生",
    "队长",
    "支书",
    "厂长",
    "校长",
    "班主任",
    "秘书",
    "司机",
    "房东",
    "老师",
    "主任",
    "书记",
    "部长",
    "局长",
    "县长",
    "区长",
    "社长",
    "记者",
    "主持人",
    "大队长",
    "教练",
    "女儿",
    "孙子",
    "村支书",
    "村长",
    "乡长",
    "镇长",
    "警察",
    "法官",
]
_ROLES = [
    "社员",
    "党员",
    "团员",
    "贫农",
    "中农",
    "下中农",
    "上中农",
    "富裕中农",
    "富农",
    "地主",
    "雇农",
    "单身汉",
    "农民",
    "工人",
    "老工人",
    "学生",
    "教师",
    "教授",
    "主任",
    "副主任",
    "书记",
    "副书记",
    "支书",
    "党支书",
    "支部书记",
    "总支书记",
    "总支委员",
    "总支委",
    "委员",
    "连长",
    "排长",
    "班长",
    "队长",
    "大队长",
    "小队长",
    "生产队长",
    "会计",
    "出纳",
    "保管员",
    "炊事员",
    "饲养员",
    "指导员",
    "干部",
    "代表",
    "群众",
    "妇女",
    "青年",
    "厂长",
    "校长",
    "乡长",
    "县长",
    "区长",
    "省长",
    "市长",
    "副县长",
    "副省长",
    "副市长",
    "副乡长",
    "社长",
    "分支书",
    "村民",
    "居民",
    "战士",
    "演员",
    "作家",
    "诗人",
    "记者",
    "专家",
    "学者",
    "院士",
    "医生",
    "护士",
    "局长",
    "处长",
    "科长",
    "部长",
    "副部长",
    "司长",
    "董事长",
    "总经理",
    "经理",
    "老人",
    "大爷",
    "大娘",
    "大妈",
    "贫下中农",
    "积极分子",
    "模范",
    "劳模",
    "英雄",
    "烈士",
    "右派分子",
    "反革命分子",
    "坏分子",
    "特务",
    "主席",
    "副主席",
    "总理",
    "副总理",
    "总统",
    "首相",
    "外长",
    "教育家",
    "思想家",
    "哲学家",
    "科学家",
    "文学家",
    "政治家",
    "军事家",
    "革命家",
    "历史学家",
    "发言人",
    "负责人",
    "家长",
    "同学",
    "老师",
    "女儿",
    "儿子",
    "妻子",
    "丈夫",
    "知青",
    "军嫂",
    "总支书记",
    "常委",
    "政委",
    "司令员",
    "军长",
    "师长",
    "团长",
    "营长",
    "参谋长",
    "秘书长",
    "秘书",
    "老汉",
    "党委书记",
    "第一书记",
    "驻村干部",
    "志愿者",
    "创始人",
    "负责人",
    "研究员",
    "市民",
    "游客",
    "消费者",
    "业主",
    "店主",
    "农户",
    "贫困户",
]
_COUNTRIES = [
    "美国",
    "日本",
    "朝鲜",
    "苏联",
    "苏修",
    "英国",
    "法国",
    "德国",
    "西德",
    "印度",
    "越南",
    "柬埔寨",
    "老挝",
    "缅甸",
    "泰国",
    "马来西亚",
    "新加坡",
    "印度尼西亚",
    "印尼",
    "巴基斯坦",
    "阿富汗",
    "伊朗",
    "伊拉克",
    "埃及",
    "阿尔巴尼亚",
    "罗马尼亚",
    "南斯拉夫",
    "波兰",
    "匈牙利",
    "捷克",
    "古巴",
    "毛里求斯",
    "坦桑尼亚",
    "赞比亚",
    "加拿大",
    "澳大利亚",
    "俄罗斯",
    "乌克兰",
    "韩国",
    "南朝鲜",
    "蒙古",
    "菲律宾",
    "欧盟",
    "联合国",
    "美帝",
    "美帝国主义",
    "帝国主义",
    "国民党",
    "蒋介石集团",
    "台湾当局",
    "美方",
    "日方",
    "中方",
    "英方",
    "俄方",
    "韩方",
    "对方",
    "我方",
    "敌方",
]
_BODIES = [
    "党中央、国务院",
    "中共中央、国务院",
    "中共中央",
    "党中央",
    "中央",
    "中央政治局",
    "政治局",
    "中央军委",
    "军委",
    "国务院",
    "政务院",
    "中央纪委",
    "中央委员会",
    "全国人大",
    "全国政协",
    "中央宣传部",
    "中宣部",
    "中组部",
    "统战部",
    "教育部",
    "高教部",
    "外交部",
    "财政部",
    "公安部",
    "农业部",
    "商务部",
    "国家发展改革委",
    "国家统计局",
    "新华社",
    "法新社",
    "路透社",
    "美联社",
    "共同社",
    "塔斯社",
    "合众社",
    "法院",
    "检察院",
    "省委",
    "市委",
    "县委",
    "区委",
    "地委",
    "镇委",
    "乡委",
    "工委",
    "党委",
    "党组",
    "支部",
    "党支部",
    "团中央",
    "全国总工会",
    "省政府",
    "市政府",
    "县政府",
    "省委、省政府",
    "市委、市政府",
    "县委、县政府",
    "部里",
    "厂里",
    "大会",
    "全会",
    "会议",
    "党代会",
    "决议",
    "决定",
    "通知",
    "指示",
    "文件",
    "社论",
    "公报",
    "声明",
    "宣言",
    "宪法",
    "党章",
    "纲领",
    "报告",
    "纲要",
    "意见",
    "条例",
    "规定",
    "布告",
    "命令",
    "电报",
    "外电",
    "外国评论",
    "外国报纸",
    "西方媒体",
    "西方舆论",
    "国际舆论",
    "舆论",
    "报纸",
    "媒体",
    "报刊",
    "报载",
    "合同",
    "章程",
    "准则",
    "公约",
    "共同纲领",
    "政府工作报告",
    "中央一号文件",
    "一号文件",
    "上面",
    "上级",
    "白皮书",
    "蓝皮书",
    "公告",
    "通报",
    "简报",
    "来信",
    "信中",
    "调查报告",
    "批语",
    "碑文",
    "校训",
    "家训",
    "法律",
    "刑法",
    "民法典",
    "组织法",
    "当局",
    "政府",
    "公司",
    "法庭",
    "判决书",
    "起诉书",
    "标语",
    "广告",
    "传单",
    "大字报",
    "横幅",
    "海报",
    "评论",
    "研究所",
    "研究报告",
]
_DOCUMENT_WORDS = frozenset(
    [
        "决议",
        "决定",
        "通知",
        "指示",
        "文件",
        "社论",
        "公报",
        "声明",
        "宣言",
        "宪法",
        "党章",
        "纲领",
        "报告",
        "纲要",
        "意见",
        "条例",
        "规定",
        "布告",
        "命令",
        "电报",
        "合同",
        "章程",
        "准则",
        "公约",
        "共同纲领",
        "政府工作报告",
        "中央一号文件",
        "一号文件",
        "白皮书",
        "蓝皮书",
        "公告",
        "通报",
        "简报",
        "批语",
        "碑文",
        "校训",
        "家训",
        "法律",
        "刑法",
        "民法典",
        "组织法",
    ]
)
_OLD = [
    "古人",
    "前人",
    "先人",
    "先哲",
    "先贤",
    "古语",
    "古训",
    "古话",
    "古诗",
    "俗话",
    "俗语",
    "常言",
    "谚语",
    "农谚",
    "民谚",
    "老话",
    "老百姓常",
    "民间",
    "古书",
    "古籍",
    "成语",
    "格言",
    "诗经",
    "论语",
    "孟子",
    "老子",
    "庄子",
    "荀子",
    "周易",
    "易经",
    "尚书",
    "左传",
    "国语",
    "礼记",
    "大学",
    "中庸",
    "史记",
    "汉书",
    "后汉书",
    "三国志",
    "战国策",
    "孙子兵法",
    "韩非子",
    "管子",
    "淮南子",
    "吕氏春秋",
    "资治通鉴",
    "贞观政要",
    "菜根谭",
    "三字经",
    "增广贤文",
    "说文解字",
    "歇后语",
    "顺口溜",
    "民歌",
    "歌谣",
    "民谣",
    "童谣",
    "诗",
    "佛经",
    "佛家",
    "儒家",
    "道家",
    "圣人",
    "圣贤",
    "先秦诸子",
    "中国古代",
    "中国古人",
    "中国人",
    "我们的祖先",
    "老祖宗",
    "祖先",
    "先祖",
    "中国有句古话",
    "有句古话",
    "有句老话",
    "有句俗话",
]
_QUANTITY = (
    r"(?:有的|有些|有个别|有一些|一些|不少|许多|很多|多数|个别|部分|一部分|广大|某些|少数|绝大多数|大多数|几个|有几个|有个|有一个|有一位|有一名|有位|有名|有两个|"
    r"一个|一位|一名|这位|那位|这个|那个|几位|两个|三个|两位|三位|全体|各位|当地|有|该|某|老|我们几个|个别的|某个|另一个|另一位|还有一个)"
)
_BARE = r"有的人|有的|有人|有些人|大家|人们|人家|别人|一些人|不少人|许多人|很多人|某些人|几个人|他人|后人|世人|国人|西方人|外国人|谁|有一种人|另一些人"
_OFFICE_TAIL = r"(?!们|团|台|令|府|府的|国|职|一职|位|办公|候选)"
_NOT_ME = r"(?![国省市县区党军院校队社厂部州方的会行局委场家里])"
_FOLLOW = (
    r"(?=[说讲问答写称提反认也又还曾就都便才在对向同与和跟给从把被将以用于到去来:,\s(、是有经常多总深明强特指告教愤气故表当今昨做作骂埋谈回主首看听因为由想觉"
    r"诬攻叫至一十]|$|同志|两|等|家)"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """One candidate, in offsets of the frame's text. ``name`` is the words themselves, normalised."""

    start: int
    end: int
    kind: Kind
    name: str
    sure: bool = True


@dataclass(slots=True)
class Cast:
    """The persons a text introduces: full names, and the roles they are introduced with."""

    names: set[str] = field(default_factory=set)
    roles: dict[str, set[str]] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None


@cache
def _surname() -> str:
    return any_of(column("surnames"))


@cache
def pattern() -> re.Pattern[str]:
    """The pattern of all candidates; the group that matched tells the kind."""
    surname, titles = _surname(), any_of(title for title in TITLES if len(title) > 1)
    roles, heads, spoken = any_of(_ROLES), any_of(_HEADS), any_of(_SPOKEN_ROLES)
    name = rf"(?:{surname}){_GIVEN}{{1,2}}"
    return re.compile(
        rf"(?P<document>《[^》\n]{{1,40}}》(?:序言|公报|社论|一文|一书|报)?"
        rf"|党的[一二三四五六七八九十]{{1,3}}(?:大(?:报告|党章)?|届[一二三四五六七八九十]{{1,2}}中全会(?:公报|《决定》|决定)?)(?!以来|以后|后|精神)"
        rf"|[一二三四五六七八九十]{{1,3}}届[一二三四五六七八九十]{{1,2}}中全会(?:公报|决定)?(?!以来|以后|后|精神))"
        rf"|(?P<kin>(?:{surname}){_GIVEN}{{1,2}}的?(?:女人|爱人|妻子|母亲|父亲|儿子|女儿|老婆|丈夫|哥哥|弟弟|婆婆|嫂子|家属))"
        rf"|(?P<known>(?:{known_pattern()})(?:{titles})?)"
        rf"|(?P<titled>(?:{surname})(?:某某?|{_GIVEN}{{0,2}}?)(?:{titles})(?!们))"
        rf"|(?P<office>(?:党和国家|国家|全国人大常委会|国务院|中央军委|军委|中共中央|党中央|中央委员会|党的)?(?:{any_of(_offices())}){_OFFICE_TAIL})"
        rf"|(?P<role>(?:{roles})(?:同志)?)(?P<named>{name}{_FOLLOW}|(?<![群干妇青代][众部女年表])(?:{surname}){_GIVEN}{{2}})"
        rf"|(?P<dotted>{HAN}{{1,6}}·{HAN}{{1,6}}(?:·{HAN}{{1,6}})?(?:{titles})?)"
        rf"|(?P<old>(?:{any_of(_OLD)}))"
        rf"|(?P<group>{_QUANTITY}(?:{HAN}{{0,8}}?)(?:{heads}|{spoken})们?|{_BARE}|(?:{heads})们?)"
        rf"|(?P<spoken>(?:{spoken}))"
        rf"|(?P<they>(?:他|她|它|咱)们)|(?P<us>我们(?:几个国家)?{_NOT_ME}|咱|俺们)|(?P<he>[他她](?![们人乡国的]|自己的))|(?P<me>(?<![自敌])(?:我|俺|笔者|本人)(?!们|[国省市县区党军院校队社厂部州方的会行局委场家]))"
        rf"|(?P<body>(?:{any_of(_BODIES)})|(?:{any_of(_COUNTRIES)})(?!人|队|的)|(?:(?![把将给到在向对和与及交去来了的是有成被让这那])[\u4e00-\u9fff]){{2,6}}(?:日报|晚报|时报|周刊|杂志|电视台|通讯社|新闻网|委员会|研究院|协会|学会|总工会|人民法院|检察院|政府|基金会|组织|银行|大学|集团|公司))"
    )


def _offices() -> list[str]:
    return [office for office in offices() if not any(office.startswith(place) for place in column("provinces"))]


# What cannot stand right before a subject: prepositions, and verbs that take it as their object.
_OBJECT = re.compile(
    r"(?:[向对给跟同与和把被将为问听学找见按照依以于从用比过了着是及或送交派替像说帮]|遵照|根据|依据|贯彻|落实|执行|拥护|响应|纪念|反对|批判|批评|揭发|斗争|告诉|通知|"
    r"支持|代表|团结|领导|成为|作为|关于|围绕|接见|会见|访问|表扬|赞扬|邀请|欢迎|打倒|保卫|热爱|怀念|缅怀|跟随|协助|学习|称赞|高举|遵循|违背|依靠|相信|教育|动员|发动|带领|"
    r"号召|要求|关心|爱护|保护|打击|伤害|欺骗|污蔑|诬蔑|攻击|陷害|受到|得到|经过|通过|来到|听到|看到|走访|慰问|服务|引用|援引|传达|重温|牢记|聆听|召开|参加|提出|全国|属于|"
    r"感谢|祝愿|祝贺|组织|培养|引导|激励|鼓舞|选出|选举|建设|发展|加强|改进|深入|关系|影响|解放|改造|信任|脱离|联系|就是|不是|还是|都是|也是|没有|包括|特别是|尤其是|以及)$"
)
_PASSED = re.compile(
    r"(?:由|据|正如|诚如|如|正像|像|就像|恰如|正是|尤其是|特别是|但是|可是|于是|因为|就是|例如|比如|因此)$"
)
_PIVOT = re.compile(r"(?:叫|让|派|请|令|使|要|叫做)$")
_NOT_SUBJECT_AFTER = re.compile(r"的(?!女|话说|话讲)|为首|为核心|为代表|之(?!所)|式的|们的|座谈|代表团|队伍|路线|生活")


def candidates(text: str, start: int, end: int, cast: Cast | None = None) -> Iterator[Naming]:
    """Every naming in ``text[start:end]``, in order; those inside another are not given."""
    found = [_naming(match) for match in pattern().finditer(text, start, end)]
    if cast and cast.pattern:
        found += [Naming(m.start(), m.end(), "person", m.group()) for m in cast.pattern.finditer(text, start, end)]
        found = _settled(found)
    yield from (naming for naming in found if naming is not None)


def _settled(found: list[Naming | None]) -> list[Naming | None]:
    kept: list[Naming | None] = []
    last = -1
    for naming in sorted((each for each in found if each), key=lambda each: (each.start, -each.end)):
        if naming.start >= last:
            kept.append(naming)
            last = naming.end
    return kept


def _naming(match: re.Match[str]) -> Naming | None:
    group = match.lastgroup or ""
    start, end = match.span()
    if group == "named" or match["named"]:
        start, end = match.span("named")
        if not is_name(match["named"]):
            return Naming(match.start("role"), match.end("role"), "role", match["role"])
        group = "named"
    kind = _KINDS.get(group, "person")
    word = match.string[start:end]
    if group == "titled" and not _really_titled(word):
        return None
    if group == "body" and word in _DOCUMENT_WORDS:
        kind = "document"
    return Naming(start, end, kind, word)


_KINDS: dict[str, Kind] = {
    "document": "document",
    "kin": "role",
    "known": "person",
    "titled": "person",
    "office": "person",
    "named": "person",
    "dotted": "person",
    "old": "old",
    "group": "group",
    "spoken": "role",
    "they": "they",
    "us": "us",
    "he": "he",
    "me": "me",
    "body": "body",
}
_BARE_TITLED = frozenset("向于和同从由对给与时全常有应总区党连支队师该当如老新原前各县市省乡镇社公强国海能东")


def _really_titled(word: str) -> bool:
    """同同志, 任何同志, 全体代表 are not a surname with a title."""
    title = next(title for title in sorted(TITLES, key=len, reverse=True) if word.endswith(title))
    name = word[: -len(title)]
    if len(name) == 1:
        return name not in _BARE_TITLED and title not in ("代表", "委员", "老人", "专家", "干事", "公", "老")
    return is_name(name) or name.endswith("某") or name in column("surnames")


_ACTS = re.compile(r"(?:就|都|也|便|才|又|还|曾|常|总|们|则|却|一致|普遍|纷纷|自己)")
_PLAIN_LEAD = re.compile(
    r"(?:.*(?:[县乡社队村区省市厂校院系部班连营团的]|公社|会上|时|后|前|中|里|以来|期间|代表|目前|今天|现在|大会|如|据|但|而|连|由|来|其他|还有|同样|所有|全体|广大|各级|我们的|党的|一[个位名])|"
    r"[\s\d一二三四五六七八九十、.()]*|.{0,4}[是:])"
)


def may_be_subject(text: str, naming: Naming, clause: int, end: int) -> bool:
    """Whether a naming can be the subject of its clause, which begins at ``clause`` and is read up to ``end``."""
    before = text[clause : naming.start]
    if _NOT_SUBJECT_AFTER.match(text, naming.end, max(end, naming.end)):
        return False
    if text.rfind("(", clause, naming.start) > text.rfind(")", clause, naming.start):
        return False
    if not before or _PASSED.search(before):
        return True
    if naming.kind in ("group", "body", "document", "old", "role"):
        clear = _PLAIN_LEAD.fullmatch(before) or _ACTS.match(text, naming.end)
        return bool(clear) and not _OBJECT.search(before)
    return not _OBJECT.search(before)


def is_pivot(text: str, naming: Naming, clause: int) -> bool:
    """Whether a naming is made to do what follows: 叫会计打电话, 让他说."""
    return naming.kind not in ("body", "document", "old") and bool(_PIVOT.search(text, clause, naming.start))


_INTRODUCED = re.compile(
    r"(?:^|[。,;!?:\n\ue000\ue001])([\u4e00-\u9fff]{2,4}?)(?:也|又|还|就|便|曾)?(?:说|讲|问|答|认为|指出|强调)[:,\ue000]"
)


def cast_of(text: str) -> Cast:
    """The persons whom a text introduces by role, title or as a speaker more than once."""
    cast = Cast()
    for match in pattern().finditer(text):
        if match["named"] and is_name(match["named"]):
            cast.names.add(match["named"])
            cast.roles.setdefault(match["role"], set()).add(match["named"])
        elif match["titled"] and (name := _name_in(match["titled"])):
            cast.names.add(name)
    said: dict[str, int] = {}
    for match in _INTRODUCED.finditer(text):
        said[match[1]] = said.get(match[1], 0) + 1
    cast.names |= {name for name, times in said.items() if (times > 1 or is_name(name)) and not pattern().match(name)}
    if cast.names:
        cast.pattern = re.compile(any_of(cast.names))
    return cast


def _name_in(titled: str) -> str | None:
    title = next(title for title in sorted(TITLES, key=len, reverse=True) if titled.endswith(title))
    name = titled[: -len(title)]
    return name if len(name) > 1 and is_name(name) else None
