"""The words of simulated speech: clauses that name a code, clauses that name none, questions. All invented."""

from __future__ import annotations

CODES = ("security", "threat", "gamification")
LABELS = {"security": ("Security", "安全"), "threat": ("Threat", "威胁"), "gamification": ("Gamification", "游戏化")}

TERMS: dict[str, dict[str, tuple[str, ...]]] = {
    "zh": {
        "security": ("安全", "保障", "放心", "安心", "防护"),
        "threat": ("骗子", "盗刷", "泄露", "失信", "诈骗"),
        "gamification": ("积分", "等级", "闯关", "排名", "徽章"),
    },
    "en": {
        "security": ("security", "safety", "protection", "peace of mind", "safeguard"),
        "threat": ("fraud", "theft", "leak", "scam", "default"),
        "gamification": ("points", "levels", "badges", "ranking", "quest"),
    },
}
"""Entries of the codebook, the same place in both languages for the same concept."""

NOT_IN_CODEBOOK: dict[str, dict[str, tuple[str, ...]]] = {
    "zh": {"security": ("稳当",), "threat": ("坑人的事",), "gamification": ("打怪一样",)},
    "en": {"security": ("nothing to fear",), "threat": ("nasty people",), "gamification": ("like playing",)},
}
"""What says the same in words that the codebook does not know."""

NAMING = {
    "zh": ("我会想到{}", "说到底就是{}", "朋友也提过{}", "那时候谈的是{}", "心里装着{}", "大家常讲{}"),
    "en": ("i think about {}", "it comes down to {}", "friends talk about {}", "we went on about {}",
           "what stays with me is {}", "people bring up {}"),
}  # fmt: skip

MEANT_OTHERWISE = {
    "zh": ("那首歌的名字就叫{}", "那家店的招牌写着{}"),
    "en": ("there is a song called {}", "the shop is named {}"),
}
"""An entry where nobody means the code."""

PLAIN = {
    "zh": ("早上我先去买豆浆", "地铁里人总是很多", "周末常和同学去公园", "手机用了三年还行", "晚饭一般自己做",
           "我妈喜欢看电视剧", "楼下新开了一家面馆", "冬天的北京很干", "上班路上听听音乐", "下雨天就待在家里",
           "这件衣服是去年买的", "我们办公室在十二层", "暑假回老家住了几天", "猫把杯子打翻了"),
    "en": ("in the morning i buy soy milk", "the underground is always crowded", "on weekends we walk in the park",
           "my phone is three years old", "i mostly cook at home", "my mother watches television",
           "a noodle place opened downstairs", "winter here is very dry", "i listen to music on the way",
           "on rainy days i stay in", "this coat is from last year", "our office is on the twelfth floor",
           "we spent the summer in the village", "the cat knocked over a cup"),
}  # fmt: skip
"""Clauses that name no code."""

QUESTIONS = {
    "zh": ("你平时怎么过一天？", "能再说说吗？", "后来呢？", "还有别的吗？", "你当时怎么想？"),
    "en": ("What does a day look like?", "Could you say more?", "And then?", "Anything else?", "How did you see it?"),
}
PROBES = {"zh": ("说到{}，你怎么看？", "那{}呢？"), "en": ("And {}, how do you see that?", "What about {}?")}

WORDS_IN_A_CLAUSE = {"zh": 5.0, "en": 5.5}
"""Mean number of words, as segmenters count them."""
