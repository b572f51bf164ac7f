"""What are marked words that nobody is said to have spoken? A saying, slogan, term, irony or other.

Decided by the use at this place: the verbs before (践行, 获评, 所谓), the nouns behind (…的理念, …号, …奖), then by the
form of the words (五年计划 and vehicles, numeral formulas, parallel clauses) and by the formulations that are known.
"""

from __future__ import annotations

import re
from functools import cache

from language import coined, sayings, tone, wares
from language.coined import NUMERAL
from language.frames import QUOTED
from language.lexicon import SEPARATOR, Lexicon, key
from language.model import QuotationClass
from language.normalise import normalise
from language.tables import column, pairs
from language.tone import DEFINED, may_be_held_off

_PLAN = re.compile(
    r"(?:[一二三四五六七八九]|十[一二三四五六七八九]?)五|[一二三四五六七八九十]+大|"
    r"[一二三四五六七八九十]+届.{1,4}中全会"
)
_CODE = re.compile(
    r"[\d·.\-:/年月日]+|[一二三四五六七八九十〇零]·[一二三四五六七八九十〇零]+|[五七九八一十二三六四]{2,3}(?:指示)?|"
    r"[a-z0-9\-. ]{2,}|.{0,3}\d{3,}.{0,4}"
)
_CRAFT = re.compile(
    r".{1,8}(?:[一二三四五六七八九十]+号|\d+号)|(?:嫦娥|天问|神舟|天宫|天舟|北斗|长征|东方红|玉兔|祝融|奋斗者|蛟龙|"
    r"雪龙|墨子|悟空|慧眼|鲲龙|复兴|辽宁|山东|福建)[一二三四五六七八九十\d]*号?"
)
_FORMULA = re.compile(rf"[{NUMERAL}]+[^,。!?;]{{1,14}}")
_NOT_FORMULA = re.compile(
    r"[一二三四五六七八九十\d]+连[增冠好降涨胜丰]|[双三四](?:下降|增长|提升|丰收|过万|第一|翻番|突破|达标)|.*字诀|一(?:下|阵|"
    r"些|直|切|般|样|口|刀切|把手|言堂|边倒|窝蜂|股脑|张图|锅端|股风|条龙|站式|把抓|头热|张纸|个)|"
    r"[一二三四五六七八九十百千万]+[年天月日岁元人次]$|\d{2,4}年|[一二三四五六七八九〇零]{2,4}年|一定|一[^平个对条][^、,]?$|万[^个]|千[^个]|百[^个花]|十里|三推|一.{1,6}就|[一二三四]线[口员工]|[一二三]产$|二手|三甲"
)
_COUNTED = re.compile(
    r"[一二三四五六七八九十\d]+连[增冠好降涨胜丰]|[双三四](?:下降|增长|提升|丰收|过万|第一|翻番|突破|达标|缩减|减少|降低|上升|改善|领先|增加|清零)|"
    r"[\u4e00-\u9fff]{1,3}式"
)
_PLACES = re.compile(r"八闽|三湘|三秦|九州|五洲|三晋|八桂|三明|三江|两岸|两会|两广|四川|三亚|三峡")
_PLUS = re.compile(r"\d+\s?\+\s?[\dxn](?:\s?\+\s?[\dxn])*.{0,6}|.{1,8}\+.{0,6}")
_PARALLEL = re.compile(r"[^,、;。 ·]{2,12}(?:[、,; ·][^,、;。 ·]{2,12}){1,6}。?")
_PAIRED = re.compile(r"[^、,]{1,3}(?:、[^、,]{1,3}){1,6}")
_DEMAND = re.compile(
    r"^(?:坚持|学习|打倒|反对|为|向|以|让|把|不忘|牢记|加强|保|抓|促|建设|发展|支援|实现|做到|大|全|多|少|共|干|走|"
    r"创|争|爱)"
)
_SLOGAN_BEFORE = re.compile(
    r"(?:(?:主题|口号|宗旨|方针|原则|目标|校训|信条|纲领|任务|理念)(?:就?是|为)|践行|落实|坚持|推进|推动|深化|贯彻|实施|推行|弘扬|实行|秉持|遵循|巩固|牢记|心怀|胸怀|树立|坚定|拥护|增强|"
    r"做到|捍卫|恪守|秉承|发扬|倡导|提倡|高举|高呼|响应|统筹推进|协调推进|"
    r"打好|打赢|走好|念好|唱响|喊出|提出|明确|确立|围绕|紧扣|聚焦|加快|强化|深入开展|开展|拓展|健全|构建|共建|完善|"
    r"创新|探索|守牢|严守|兜牢|筑牢|扛牢|肩负|持续发力|主攻|达到|实现|突破|启动|深耕|建成|制定|"
    r"抓好|抓紧|抓|搞好|全面推广|推广|推开|践诺|以|按|按照|贯穿|学习|开展了|推行了|实行了|实现了|提出了)(?:了|好|着)?$"
)
_SLOGAN_BEHIND = re.compile(
    r"^(?:的)?(?:重要|基本|根本|总|发展|战略|工作|治理|这一|这个|鲜明|伟大|正确|主题|专项|奋斗|长效|联动|协同|深度|"
    r"系列|常态化|社会主义|革命|政治|指导|新)*"
    r"(?:理念|精神|方针|原则|要求|总要求|行动|改革|布局|战略|目标|任务|政策|机制|体制|制度|模式|路线|思想|号召|口号|"
    r"倡议|导向|担当|活动|教育|运动|格局|融合|建设|工程|方略|纲领|方案|体系|路径|经验|道路|"
    r"作风|传统|意识|信念|宗旨|价值观|主张|诺言|承诺|风气|战役|攻坚|攻坚战|整治|治理|试点|办法|做法|工作法|关系|结构|"
    r"框架|蓝图|合作|构想|主题|校训|标准|深入人心|保障|举措|考评|联治|双控|红线|底线|衔接|建设试点)"
)
_TERM_BEHIND = re.compile(
    r"^(?:的)?(?:大型|特别|基本|专题|系列|主题|全国|国际)*(?:号(?!召)|成就展|展览|陈列|纪念章|纪念碑|特别节目|"
    r"公益活动|方队|巡游|晚会|演唱会|大奖|奖|杯|牌|卫星|飞船|火箭|航母|舰|轮|艇|机型|飞机|学校|小学|中学|大学|学院|"
    r"电影|影片|剧|话剧|歌曲|一文|文章|平台|品牌|企业|节目|展览|展|论坛|峰会|大赛|比赛|联赛|赛|热线|小组|基金|"
    r"银行|公司|集团|航班|列车|班列|消费券|景区|景点|市集|夜市|书房|驿站|社区|场景|称号|荣誉|美誉|级|客户端|小程序|"
    r"模型|大模型|系统|大脑|时期|期间|规划|末|初期|以来|前期|后期|前\d*年|头\d*年|收官|开局|事件|事变|惨案|血案|案|"
    r"集团|分子|反革命|等[\d一二三四五六七八九十百余多个]*(?:台风|企业|产品|品牌)|等.{0,12}(?:活动|品牌|景区|场景|赛事|节目|影片|作品|产品|旅游产品|工程|项目|突破性成果|成果|"
    r"重大科技成果)|二字|两个?字|[三四五六八十]个字|一词|这个?(?:名)?词|这个(?:名字|术语|字眼|称呼|提法|概念)|这几个字|这个平台|这个节目|的含义|的意思|的意义|的定义|的说法|的概念|"
    r"的问题|是指|指的是|"
    r"之[父母乡都城冠称名最]|奶?绵羊|山羊|黄牛|牦牛|肉牛|奶牛|生猪|土鸡|水稻|小麦|玉米|大豆|油菜|棉花|苹果|葡萄|柑橘|大米|(?:新|优良)?品种|和[^,。]{1,8}等[^,。]{0,8}(?:品牌|产品|企业|景区)|纪要|文件|决定|条例|办法|商标|菜|茶|酒|药|苗|疫苗|芯片|手机|汽车|机器人|数字人|"
    r"快速通关模式|社区养老模式|示范场景|餐厅|食堂|超市|农场|矿|井|车间|班组|服务队|战斗队|兵团|司令部|公社|俱乐部|"
    r"协会|计划(?!经济))"
)
_TERM_BEFORE = re.compile(
    r"(?:获评|荣获|获得|获|入选|授予|被授予|评为|被评为|评选为|名为|取名|取名为|叫做|叫作|名叫|称为|称作|称之为|"
    r"被称为|被称作|誉为|被誉为|推崇为|喻为|演|题为|题名|简称|俗称|号称|代号|打造|解释|什么叫|什么是|什么叫做|何为|"
    r"何谓|定义|"
    r"(?:名字|[儿孩女]子|女儿|人称|外号|绰号|过去|现在|如今|从前|统|俗|群众|老百姓|地方|村子)(?:就|都|也|又)?叫|名为|命名为|更名为|写作|翻译成|译为|又叫|也叫|称|放映|上演|排演|出版|创办|取得|连续\d*[次年]?(?:获评|为)|考核为|"
    r"评价为|列为|定为|台风|飓风|评定为|结果为)$"
)
_EVENT_BEFORE = re.compile(
    r"(?:召开|举行|出席|成立的|创办的|利用|授予我?|举办|开办|主办|成立|组建|创办|建成|上线|上线运行|发布|推出|研制|发射|创建|开通|设立|培育|首[家座台套艘架条款颗枚只]|"
    r"第[一二三四五六七八九十\d]+个|世界|全球|乘坐|参观)(?:了?[几一两三]?[期届次场]|了|县级|省级|国家级|首个)?$"
)
# 中国有句话叫“宾至如归”.
_QUOTED_LORE = re.compile(
    r"有(?:这样)?(?:一?句|首|个)(?:古|老|俗|名)?(?:话|诗|谚语|成语|俗语|歌谣)(?:叫做?|是|说)?[:,]?$"
)
# A proverb that is lived by is a watchword: 坚持“…”, 弘扬“…”.
_LIVED_BY = re.compile(r"(?:践行|坚持|贯彻|落实|弘扬|秉持|遵循|恪守|发扬|倡导|提倡|按照|牢记|秉承|坚守)(?:了|着|好)?$")
# “强将”者，…; 这里的“人”，指…: a word that is explained.
_AS_WORD = re.compile(r"者,(?!也)")
_GRADES = frozenset(("优秀", "优", "好", "良好", "合格", "先进", "优等", "一等", "优良", "满意", "较好"))
_JUDGED = re.compile(r"(?:考核|考评|评价|评估|评定|评议|等次|等级|测评|督查|连获|荣获|获|定为|评为)[^,。;]{0,10}$")
_WORK = re.compile(
    r"(?:小说|电影|影片|话剧|京剧|豫剧|戏曲|戏|歌剧|舞剧|故事片|纪录片|刊物|杂志|报告|文章|诗|歌|曲|剧目|节目|作品|"
    r"书|丛书|剧|歌舞|唱段|连续剧|电视剧|专题片|纪念碑|画|画展|摄影展|"
    r"吉祥物|寓言|看[了过]|读[了过]|杂文|一[篇首部本幅出]|搜索引擎|平台|系统|大模型|软件|栏目|一[期集辑]|(?:^|[,。;、])(?:像|象|如|例如|比如|诸如))$"
)
_NAMED_PAPER = re.compile(
    r"关于.+(?:决议|报告|通知|指示|问题|决定|意见|规定|说明|草案|情况|信)|.{2,}(?:报告|决议|宣言|公报|白皮书|条例|纪要|大纲|提纲|万言书)"
)
_PROPER = re.compile(
    r"(?!.*(?:发展|开展|进展|扩展|拓展|施展|口号|信号|环节|情节|关节|沟通|交通|畅通|流通|精通|普通|起码|筹码|加码|参军|行军|治军|强军|"
    r"入党|建党|治党|反党|退党|叛党|乱党|整党|下基层|老板|死板|模板|平板|称号|代号|问号|句号)$)"
    r".{1,6}(?:驿站|工厂|书房|市集|乡村|之都|之乡|之城|大舞台|通|码|超|杯|奖|号|展|馆|园|中心|基地|平台|学院|讲堂|"
    r"街区|品牌|快线|专列|党|帮|军|乒联|联盟|公司|俱乐部|兵团|战斗队|司令部|委员会|协会|学会|日报|[^汇申]报|杂志|"
    r"周刊|节|号子|工作室|(?:旅游|文化|友好|交流|合作|语言|青年)年|合作社|村ba|板|贷|券|舰|壮士|支队|连队|飞虎队|社区|\d+强|事件|云|勋章|总局|讲座|方式|博览会|论坛|纪念馆|书院|瑰宝展|轮训班|训练班|学习班|托管班|培训班|研修班|夏令营|读书会|食堂)"
)
# A paper, a column or a troupe behind the name: “桥”编辑部; what somebody wrote: 王实味写了“野百合花”.
_PAPER_NAMED = re.compile(
    r"^(?:编辑部|编委|专栏|副刊|月刊|双月刊|周刊|诗刊|创刊|一书|一剧|一诗|一片|一曲|一章|一节|剧组|剧团|这一著作|这部|这本书|这首|这篇|"
    r"摄制组|小说|连载|电视|纪录片|宣传片|特展|艺术展|的(?:报告|讲话|文章|社论|小册子|演讲|论文|专著|课题|著作)|采煤队|采矿队|采油队|突击队|生产队|文旅宣传|(?:文旅|旅游|公共|区域|农产品|服务|文化|地域|公益|消费|活动|志愿)*品牌)"
)
_AUTHORED = re.compile(
    r"(?:所写的?|所作的?|所著的?|写的|写了|著的|创作的|改编的|导演的|主演的|排演的?|摄制的?|拍摄的?|上映的|写了[几两一三]?[部本篇首]|演出的?|上演的?|放映的?|读了|唱了|"
    r"一[首篇部本幅出]|之一|题为|署名[^,。]{0,8}的)$"
)
_TITLED = re.compile(r"(?:题为|题目[是叫为]|标题[是叫为]|书名叫?|片名叫?|剧名叫?)$")
# 两个“凡是”, 三个“面向”: the number stands outside the marks.
_SEVERAL = re.compile(r"[两三四五六七八九十]个$")
_SENTENCE = re.compile(r"[,。!?;]|.{14}")
_DOCUMENT = re.compile(
    r"关于.{5,}(?:\(草案\)|\(试行\)|\(修正案\)|\(初稿\))|.{1,4}(?:兵变|政变|起义|暴动|事变)|"
    r".{2,}(?:陷阱|效应|定律|悖论|曲线|法则|综合征|综合症)|(?![一二三四五六七八九十两\d]).{2,}奖|.{2,8}(?:案|案件|总结|纪要|批示|讲话|发言|草案|文件)|"
    r".{2,}(?:旧址|故居|遗址|纪念碑|纪念堂|陵园|公园|大道|广场|庄园|公报)"
)
# A thing, and a sort of people, however well known the name: 僵尸企业, 右派分子.
_THING = re.compile(r".{2,}(?:企业|贷款|债务|电站)")
_SORT = re.compile(r".{2,}(?:分子|主义者|阶级|集团)")
# What a figure or a bare number is the short name of: “315”科技创新体系, “4”大行动.
_SCHEME = re.compile(
    r"^[\u4e00-\u9fff]{0,8}(?:体系|行动|工程|机制|战略|布局|部署|思路|目标|架构|计划|规划|政策|专项|改革|方略)"
)
# Books, plays and films that speeches of every age speak of by their bare titles.
_BOOKS = re.compile(
    r"(?:评|批|读|演)?(?:水浒传?|红楼梦|三国演义|三国志|西游记|儒林外史|聊斋志异|海瑞罢官|武训传|清宫秘史|燕山夜话|三家村札记|"
    r"论语|孟子|孙子兵法|资治通鉴|红灯记|沙家浜|智取威虎山|海港|奇袭白虎团|白毛女|红色娘子军|龙江颂|杜鹃山|创业|海霞|"
    r"早春二月|北国江南|李慧娘|谢瑶环|刘三姐|阿q正传|狂人日记|四郎探母|林家铺子|不夜城|"
    r"资本论|共产党宣言|国家与革命|反杜林论|哥达纲领批判|实践论|矛盾论|论联合政府|新民主主义论|论持久战|论十大关系|"
    r"为人民服务|纪念白求恩|愚公移山|老三篇|毛选|毛泽东选集)"
)
# 八·二三, 五·一六, 9·13: a day that names what happened on it.
_DATE = re.compile(r"[一二三四五六七八九十〇零\d]{1,3}[·.・•][一二三四五六七八九十〇零\d]{1,3}")
# What is not to be done is no formula of policy: 不搞“大水漫灌”.
# What somebody says in his own words is no formula: 利息太重了，3分呢！
_SPOKEN = re.compile(r"(?<!干)[了啦]?[呢吗哩啦呀嘛][!?。,]?|[我你咱](?!国|省|市|县|党|军|中有)[^,]{2,}[,!?]|了[!。]$")
_REJECTED = re.compile(r"(?:不搞|不能搞|决不搞|绝不搞|不走|避免|防止|杜绝|严防|克服|力戒|切忌)(?:出现|发生|陷入)?$")
_HISTORIC = re.compile(r"文化大革命|文革|大跃进|围剿|扫荡|蚕食|清乡|三光|四清|三反|五反|两弹一星")


def formula(text: str) -> bool:
    """Whether words are a numeral formula: 五位一体, 四个全面, 5+3, 双随机、一公开."""
    plain = normalise(text).strip()
    if (
        _PLAN.fullmatch(plain)
        or plain.startswith("零")
        or _NOT_FORMULA.match(plain)
        or _PLACES.match(plain)
        or re.search(r"\d+后$", plain)
    ):
        return False
    return len(plain) <= 16 and bool(_FORMULA.fullmatch(plain) or _PLUS.fullmatch(plain))


@cache
def _known(text: str) -> bool:
    return key(text) in _forms()


@cache
def _forms() -> frozenset[str]:
    """Every known formulation, and each clause of the longer ones that stands for it (百家争鸣)."""
    known = Lexicon.default().forms
    parts = {part for form in known for part in form.split(SEPARATOR) if len(part) >= 4 and part != form}
    return frozenset(known) | parts


def is_formula(text: str) -> bool:
    """Whether words are a set formulation or a name that a speaker puts to use, not words of his own."""
    plain = normalise(text).strip()
    return formula(plain) or bool(_PLAN.fullmatch(plain)) or _known(plain)


def classify(text: str, before: str, behind: str, *, hostile: bool = False) -> QuotationClass:
    """The class of unattributed marked words, from what the narrator says right before and right behind them.

    ``before`` ends at the mark and ``behind`` begins at it; for a list of marked words those of the whole list.
    ``hostile`` says that the place attacks somebody (``tone.is_hostile``): a word marked there for no other reason is
    held at a distance.
    """
    plain = normalise(text).strip()
    if re.fullmatch(r"[^,。!?]{2,12}论", plain) and (hostile or _FORGED.search(before)):
        return "irony"
    for decide in (_by_use, _by_form, _by_frame):
        found = decide(plain, before, behind)
        if found:
            return found
    if hostile and may_be_held_off(plain, behind):
        return "irony"
    if len(plain) <= 8 and _names_a_subject(before, behind):
        return "term"
    if len(plain) >= 8 and _DEMAND.match(plain):
        return "slogan"
    # Whole clauses in marks, of whomever: somebody's words, whom the text does not name at this place.
    if len(plain) < _WORDS or not _CLAUSES.search(plain):
        return "other"
    return "slogan" if _QUALIFIES.match(behind) and not re.search("[。!?]", plain) else "speech"


# 捏造所谓蒙汉民族“一贯斗争论”: a doctrine that is made up.
_FORGED = re.compile(r"(?:所谓|捏造|炮制|宣扬|鼓吹|散布|驳斥|批驳|杜撰)的?[^,。;]{0,8}$")
# So long are marked words that are a saying of somebody's and no word.
_WORDS = 14
_CLAUSES = re.compile(r"[,。!?;]|[是要有能会不就了着过把被让给]")
# “…”新的时代使命, “…”多种功能: a phrase that qualifies a noun of the narrator's is his formula.
_QUALIFIES = re.compile(
    r"的?(?:新的|多种|三线|两大|[三四五六]大|[一二三四五六]项|新时代|总|重大|时代|使命|优先序|大原则|要求|目标|功能|定位)"
)


def _by_use(plain: str, before: str, behind: str) -> QuotationClass | None:
    """What the place says beyond doubt."""
    if _PLAN.fullmatch(plain) or _NAMED_PAPER.fullmatch(plain) or coined.is_feast(plain):
        return "term"
    if tone.is_so_called(before, behind) and not formula(plain):
        return "slogan" if re.match(r"的?口号", behind) and len(plain) > 4 else "irony"
    if plain in ("左", "右") and not re.match(r"[字边派]", behind):
        return "irony"
    if plain in column("labels") and not _SLOGAN_BEHIND.match(behind):
        return "irony"
    if (
        re.match(r"(?:这|那|一)?(?:个|两个|几个|二|三个|四个)?字(?!号)|这?一?个?词(?![句语汇])", behind)
        and len(plain) <= 6
    ):
        return "term"
    if _named(plain, behind) or (
        plain not in column("figures") and wares.is_named(plain, before, behind, known=formula(plain) or _known(plain))
    ):
        return "term"
    named = _TITLED.search(before) or (_AUTHORED.search(before) and not _SENTENCE.search(plain))
    named = named or (
        _PAPER_NAMED.match(behind)
        and (len(plain) > 3 or not behind.startswith("的"))
        # 写关于“为生产服务”的文章: what it is about is not its name.
        and not (behind.startswith("的") and before.endswith(("关于", "论述", "宣传", "学习", "贯彻")))
    )
    if (named and plain not in column("figures")) or (_DOCUMENT.fullmatch(plain) and not re.match("一.一", plain)):
        return "term"
    if formula(plain) and tone.is_not_given(before):
        return "irony"
    source = sayings.source(plain)
    put_to_use = _SLOGAN_BEHIND.match(behind) or (source == "" and _LIVED_BY.search(before))
    put_to_use = put_to_use or re.match(r"[,]?是(?:我|咱)?们?党|,?就?是我们的", behind)
    if _QUOTED_LORE.search(before):
        return "saying"
    if source is not None and not (_known(plain) and put_to_use):
        return "saying"
    if (tone.is_called_false(behind) or (tone.is_called_wrong(behind) and not _known(plain))) and not formula(plain):
        return "irony"
    if tone.is_disowned(before, behind):
        return "irony"
    if _AS_WORD.match(behind) and len(plain) <= 4:
        return "term"
    if plain in _GRADES and _JUDGED.search(before):
        return "term"
    if re.match(r"号(?!召)|奖|杯|卫星|等?大奖|二字|一词|事件|事变|惨案", behind) or _CRAFT.fullmatch(plain):
        return "term"
    if len(plain) > 4 and re.search(
        r"(?:入选|入围|评选为|获得|获评|列入|荣膺|荣获|双获|喜获|摘得|捧得|命名为|授予)[^,。;]{0,14}$", before
    ):
        return "term"
    if re.search(r"(?:获评|荣获|被评为|被称为|称为|誉为|推崇为|取名|名为|命名为|授予)$", before):
        return "term"
    return None


def _named(plain: str, behind: str) -> bool:
    """Whether words are the name of a work or of a thing of history that readers know."""
    kind = pairs("named").get(plain)
    return kind == "term" or (kind == "work" and not re.match(r"的?(?:精神|思想|方针|作风|口号)", behind))


def _by_form(plain: str, before: str, behind: str) -> QuotationClass | None:
    """What the words themselves say."""
    figure = plain in column("figures")
    if not figure and not formula(plain) and (kind := coined.of_a_kind(plain, behind)):
        return kind
    if len(plain) == 1 and not re.match(r"号|字|一?词", behind):
        return "other"
    if figure and not _SCHEME.match(behind):
        return "other"
    if _HISTORIC.fullmatch(plain):
        return "slogan" if plain not in ("围剿", "扫荡", "蚕食", "清乡") else "term"
    if wares.before_name(behind):
        return "term"
    if (several := _SEVERAL.search(before)) and _known(several.group() + plain):
        return "slogan"
    if (work := _WORK.search(before)) and len(plain) <= 9 and not (work.group()[-1] in "像象如" and _known(plain)):
        return "term"
    if _COUNTED.fullmatch(plain):
        return "slogan" if _SCHEME.match(behind) and plain[0] in "双三四" else "other"
    if _DATE.fullmatch(plain):
        return "term"
    if _BOOKS.fullmatch(plain) and (len(plain) > 3 or not re.match(r"的?(?:精神|思想|宗旨|方针)", behind)):
        return "slogan" if plain == "为人民服务" else "term"
    if (
        re.match(r"等(?:突出|各类|各种|不良)?(?:问题|现象|乱象|行为|毛病)", behind)
        and len(plain) <= 6
        and not formula(plain)
    ):
        return "other"
    if re.match("罢了|而已", behind) or (len(plain) == 4 and behind[:1] == "了" and not formula(plain)):
        return "other"
    if _REJECTED.search(before) and len(plain) <= 6 and not formula(plain):
        return "other"
    if coined.counted(plain, known=_known(plain)):
        return "term"
    if _THING.fullmatch(plain) and not _SLOGAN_BEHIND.match(behind):
        return "term"
    if coined.is_name(plain, behind):
        return "term"
    if _stands_alone(plain, before) and not formula(plain):
        return "saying"
    if behind[:1] in "风化热" and behind[:1] and len(plain) <= 4 and _known(plain + behind[0]):
        return "slogan"
    if _known(plain) and not _SORT.fullmatch(plain):
        return "slogan"
    if kind := coined.joined(plain, before, behind):
        return kind
    if plain.endswith("精神") and len(plain) <= 8:
        return "slogan"
    if _CODE.fullmatch(plain) and re.search(r"^\d{3}|\d·\d|[a-z]", plain):
        return "slogan" if re.fullmatch(r"\d{3,}", plain) and _SCHEME.match(behind) else "term"
    if coined.is_facility(plain) or (formula(plain) and coined.FACILITY_BEHIND.match(behind)):
        return "term"
    if re.fullmatch(r"[\u4e00-\u9fff]{1,4}·[\u4e00-\u9fff]{2,6}", plain) and not _SLOGAN_BEHIND.match(behind):
        return "term"
    if coined.called_for(plain):
        return "slogan"
    if formula(plain):
        return "term" if re.match(r"(?:热线|省长直通车|联赛|列车|事件|消费券)", behind) else "slogan"
    if _CODE.fullmatch(plain):
        return "term"
    if sayings.looks_classical(plain):
        return "saying"
    if _SPOKEN.search(plain):
        return "other"
    if _PARALLEL.fullmatch(plain) and len(plain) >= 5:
        activity = len(plain) >= 8 and re.match(r"等[^,。]{0,6}(?:活动|教育)", behind)
        return "slogan" if activity or not _TERM_BEHIND.match(behind) else "term"
    if _PAIRED.fullmatch(plain):
        return "slogan"
    return None


def _names_a_subject(before: str, behind: str) -> bool:
    """“金服云”服务实体…, “村歌”、“村晚”等: marked words that open a clause as its subject, or are listed with 等."""
    opens = not before or before[-1] in ",。;!?、:\n"
    return opens and bool(re.match(r"(?![的是不就也都还却又才])[\u4e00-\u9fff]", behind))


def _stands_alone(plain: str, before: str) -> bool:
    """“单丝不线，孤掌难鸣。” as a sentence of its own, in nobody's mouth and without a word of modern prose."""
    alone = not before.strip() or before[-1] in "。!?\n"
    return (
        alone
        and plain.endswith("。")
        and plain[0] not in "-—─"
        and 5 < len(plain) <= 40
        and not sayings.is_modern(plain)
    )


def _by_frame(plain: str, before: str, behind: str) -> QuotationClass | None:
    """What the verbs before and the nouns behind make likely."""
    named = _TERM_BEFORE.search(before) and not (before.endswith("叫") and _SENTENCE.search(plain))
    if _TERM_BEHIND.match(behind) or named or _PROPER.fullmatch(plain):
        return "term"
    if _SLOGAN_BEHIND.match(behind) or re.match(
        r"[\u4e00-\u9fff]{1,6}(?:机制|体系|改革|格局|战略|行动|模式|工程|制度|体制|政策|方针)", behind
    ):
        return "slogan"
    if _EVENT_BEFORE.search(before):
        return "term"
    if _SLOGAN_BEFORE.search(before):
        return "slogan"
    if before.endswith("所谓") and DEFINED.match(behind):
        return "term"
    if re.fullmatch(r".{2,}(?:行动|工程)", plain) and len(plain) <= 10:
        return "slogan"
    if tone.may_be_ironic(before, behind) and len(plain) <= 8 and not behind.startswith(QUOTED):
        return "irony"
    return None
