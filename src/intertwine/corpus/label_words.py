"""Words that stand before a colon: what speakers are called in interviews, and what is no speaker at all."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """Return the words in `words`, which white space keeps apart.

    >>> sorted(word_set("问 答"))
    ['答', '问']
    """
    return frozenset(words.split())


QUESTION_OR_ANSWER = word_set("q a 问 答 問 question answer 提问 提問 回答")
"""Labels of questions and answers, which are often numbered."""

GENERIC = QUESTION_OR_ANSWER | word_set("""
    提问者 提問者 提问人 提問人 问者 問者 答者 回答者 回答人 访员 訪員
    i r p int resp interviewer interviewee respondent participant informant subject speaker moderator host
    facilitator researcher reporter journalist guest audience audiencemember unknown unknownspeaker
    访谈者 访谈员 访谈人 采访者 采访人 访问者 访问员 受访者 受访人 被访者 被访人 被采访者 被访谈者 訪談者 訪談員
    訪談人 採訪者 採訪人 訪問者 訪問員 受訪者 受訪人 被訪者 被訪人 被採訪者 被訪談者 研究者 调查员 調查員 记者 記者
    主持人 嘉宾 嘉賓 来宾 來賓 观众 觀眾 听众 聽眾 说话人 說話人 发言人 發言人 讲话人 講話人 讲者 講者 男 女 男声
    女声 男聲 女聲 甲 乙 丙 丁
""")
"""What speakers do in an interview; it does not say who they are."""

LEAD_INS = word_set("""
    note notes example examples first second third fourth finally however so but and or because also then well yes
    no ok okay now one two three four five six seven eight nine ten question answers pro con pros cons warning tip
    tips reason result results conclusion summary date time place location topic title subject source sources link
    links url http https www mailto email phone address price step option options definition background overview
    introduction abstract keywords author editor translator copyright version edit update ps nb re fwd important
    remember caution info fig figure table chapter section part appendix step1 step2 step3 step4
    第一 第二 第三 第四 第五 其一 其二 其三 一 二 三 四 五 首先 其次 再次 最后 最後 另外 此外 还有 還有 同时 同時
    总之 總之 所以 因此 因为 因為 但 但是 然而 不过 不過 比如 例如 譬如 像 如 如下 以下 举例 舉例 例 例子 即 结果
    結果 结论 結論 原因 理由 目的 目标 目標 重点 重點 关键 關鍵 核心 建议 建議 注 注意 备注 備註 说明 提示 警告 提醒
    问题 問題 答案 优点 優點 缺点 缺點 好处 好處 坏处 壞處 优势 優勢 劣势 劣勢 风险 風險 安全 信用 方法 步骤 步驟
    时间 時間 地点 地點 日期 主题 主題 标题 標題 题目 題目 来源 來源 出处 出處 作者 编辑 編輯 译者 譯者 文 图 圖 表
    附 附件 网址 網址 链接 連結 电话 電話 地址 邮箱 郵箱 微信 价格 價格 关于 關於 内容 內容 概述 背景 前言 引言 摘要
    定义 定義 用途 功能 特点 特點 规则 規則 条件 條件 时长 時長 访谈时间 访谈地点 访谈日期 录音 錄音 编号 編號 性别
    性別 年龄 年齡 职业 職業 学历 學歷 城市
    上午 下午 早上 晚上 中午 凌晨 今天 明天 昨天
""")
"""Words that lead in a sentence, a list or a line about the interview."""

SAYING = frozenset("我你妳您他她它們们这這那哪的了吗嗎呢吧啊嘛么麼什怎谁誰是说說讲講问問叫喊觉覺")
"""Signs of pronouns, particles and verbs of saying, which hardly stand in names."""

REMARKS_EN = word_set("""
    laugh laughs laughing laughter inaudible unclear pause pauses silence silent crosstalk overlap overlapping applause
    music sigh sighs sighing cough coughs coughing noise recording redacted image photo picture video audio sticker file
""")
"""Words of a transcriber's remarks."""

REMARKS_ZH = word_set("""
    笑 哭 听不清 聽不清 停顿 停頓 沉默 掌声 掌聲 鼓掌 音乐 音樂 咳 叹 嘆 录音 錄音 无声 無聲 重叠 重疊 插话 插話
    打断 打斷 手机 电话 電話 中断 中斷 图片 圖片 表情 视频 視頻 语音 語音
""")
"""Parts of a transcriber's remarks."""

PARTICLES = word_set("d de der den del della di da du la le van von bin al el y e")
"""Parts of Latin names without a capital."""

NO_NAME_BEGINS = word_set(
    "the a an this that these those there it he she we they you what when where why how if in on at for"
)
"""Words with which no name begins."""
