import pytest
from hypothesis import given
from hypothesis import strategies as st

from intertwine.corpus.labels import candidates
from intertwine.corpus.times import is_only_time

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤"
)
GIVEN = "悦伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞平刚桂英华慧巧美兰凤洁梅琳云莲真雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉"

chinese_names = st.builds(
    lambda surname, given_name: surname + given_name,
    st.sampled_from(list(SURNAMES)),
    st.text(alphabet=GIVEN, min_size=1, max_size=2),
)
said = st.sampled_from(["我觉得很方便。", "比如：租充电宝", "嗯……", "I think so: yes", "在 10:30 的时候", "「安全」？"])
FORMS = [
    "{name}：{said}",
    "{name}: {said}",
    "　{name} ：{said}",
    "[{name}] {said}",
    "【{name}】{said}",
    "[{name}]：{said}",
    "**{name}**：{said}",
    "**{name}：** {said}",
    "{name} 00:00:02：{said}",
    "{name} (00:02) {said}",
    "00:00:02 {name}：{said}",
    "[00:02] {name}：{said}",
    "（00:02）**{name}**：{said}",
    "00:02\t{name}\t{said}",
    "{name}\t{said}",
    "- {name}：{said}",
]
OWN_LINE = [
    "{name}：",
    "### {name}：",
    "### {name}",
    "{name} 00:02",
    "{name}  00:00:02",
    "00:02 {name}",
    "[00:00:02] {name}:",
    "{name} 2024-01-02 10:00:02",
    "**{name}** 00:02",
]


@given(chinese_names, said, st.sampled_from(FORMS))
def test_trap_10_a_label_comes_back_from_every_form(name, said, form):
    found = [(candidate.label, candidate.text) for candidate in candidates(form.format(name=name, said=said))]

    assert (name, said) in found


@given(chinese_names, st.sampled_from(OWN_LINE))
def test_trap_10_a_label_comes_back_from_its_own_line(name, form):
    found = [(candidate.label, candidate.text) for candidate in candidates(form.format(name=name))]

    assert (name, "") in found


def test_a_number_after_the_name_belongs_to_it_and_a_time_does_not():
    found = candidates("说话人1 00:02")

    assert ("说话人1", "timed@") in [(candidate.label, candidate.form) for candidate in found]
    assert all("00" not in candidate.label for candidate in found)


@pytest.mark.parametrize("text", ["https://example.org", "比例是3:2", "12:30", "：没有名字", "", "   "])
def test_what_has_no_name_before_a_colon_is_no_candidate(text):
    assert [candidate for candidate in candidates(text) if candidate.form == "plain:"] == []


def test_text_keeps_marks_at_its_beginning():
    assert candidates("林悦：= 对 - 嗯")[0].text == "= 对 - 嗯"


def test_a_long_line_is_searched_at_its_beginning_only():
    assert candidates("安" * 1_000_000 + "：好") == []


def test_a_line_may_say_only_when():
    assert is_only_time("[00:01:02]")
    assert is_only_time("00:01 --> 00:03")
    assert not is_only_time("00:01 好")
