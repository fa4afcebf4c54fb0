"""Function words, numbers and the commonest verbs, which tell no topics apart, by language. Own lists."""

from __future__ import annotations

_EN = """
'd 'll 'm 're 's 've a about above after again all also am an and any anyway are aren as at back be because been
before being below between bit both but by ca came can cannot cent come could did do does doing don done down during
each eight either eleven else ever every few first five for four from further gave get gets getting give go goes
going gonna good got had half has have having he her here hers him his how hundred i if in into is it its itself
just kind know laughs let like little ll look looked lot made make many may maybe me mean might million mine more
most much must my myself n't na never nine no nor not now n’t of off oh ok okay on once one only or other our ours
out over own per perhaps put quite rather re really right s said same say says second see seven she should since six
so some something sort still stuff such take tell ten than that the their theirs them then there these they thing
things think third this those though thousand three through to told too took twelve two uh um until up us very want
was way we well went were what whatever when where whether which while who whole whom whose why will with would yeah
yes yet you your yours ’d ’ll ’m ’re ’s ’ve
"""

_ZH = """
㖞 㗎 一 一下 一个 一些 一句 一样 一次 一点 一种 七 七点 七百 万 三 上 下 不 不了 不会 不是
不是说 不用 不能 不要 不过 与 且 东西 两 两个 个 中 为 为了 为什么 之 之前 之后 乜 九 也 也是
了 事 事情 二 于 五 些 人 人家 什么 从 他 他们 以 以前 以后 会 但 但是 但系 住 你 你们 你哋
佢 佢哋 使 俾 做 先 八 八百 六 六号 六百 其 其他 其实 内 冇 再 写 几 几个 出来 则 别人 别的
到 前 十 千 半 即 即系 却 去 又 及 反正 只 只是 只有 叫 可以 可是 可能 号 各 同 同埋 后 后来
向 吗 吧 听 呀 呃 呢 呢个 咁 和 咗 咩 咱 咱们 哇 哈 哈哈 哎 哦 哪 哪里 唉 唔 唔系 啊 啦 啰
啲 喂 喎 喔 喺 嗯 嗰个 嘅 嘛 嘢 噉 嚟 囉 四 回来 因为 在 地 填 外 多 多少 大家 大概 天 太
她 她们 好 好像 如果 它 它们 完 对 对于 对吧 就 就会 就是 就是说 就算 年 并 并且 应该 当时 往
很 得 怎么 怎么样 怎么说 您 想 感觉 我 我们 我哋 或 或者 所 所以 才 找 把 拿 挺 收 日 时候 是
是不是 月 有 有个 有些 有人 有时候 有点 本 来 某 样子 次 此 每 每个 比 比如 比如说 没 没有 点
点样 点解 然后 现在 用 由 畀 百 的 看 看到 真 真的 着 知 知道 种 笑 第一 第二 等 等等 系 给
而 而且 而家 而是 能 自己 虽然 行 被 要 要是 觉得 让 讲 话 话你 该 说 谁 走 起来 跟 边 边个
过 返 还 还是 还有 还要 这 这个 这么 这些 这儿 这样 这种 这里 那 那个 那么 那些 那儿 那样 那种
那里 都 都是 都系 里 里面 问 间 𠮶
"""

STOPWORDS = {"en": frozenset(_EN.split()), "zh": frozenset(_ZH.split())}
