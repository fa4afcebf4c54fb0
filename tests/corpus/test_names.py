import pytest
from hypothesis import given
from hypothesis import strategies as st

from intertwine.corpus.names import is_generic, label_key, looks_like_name, unnumbered, without_remark


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("Ｌｉ　Ling：", "li ling"),
        ("李　悦", "李悦"),
        ("**李悦：**", "李悦"),
        ("### 李悦：", "李悦"),
        ("[李悦]", "李悦"),
        ("阿不都·热依木", "阿不都•热依木"),
        ("INTERVIEWER", "Interviewer"),
    ],
)
def test_width_case_spaces_and_marks_do_not_tell_speakers_apart(written, listed):
    assert label_key(written) == label_key(listed)


@given(st.text(max_size=20))
def test_a_key_is_its_own_key(label):
    assert label_key(label_key(label)) == label_key(label)


def test_a_remark_in_brackets_is_not_part_of_a_name():
    assert without_remark("林悦（笑）：") == "林悦"
    assert without_remark("Li Ling (laughs)") == "Li Ling"


def test_only_questions_and_answers_lose_their_number():
    assert [unnumbered(key) for key in ("q1", "答12", "p1", "说话人2")] == ["q", "答", "p1", "说话人2"]


@pytest.mark.parametrize(
    "label", ["问", "答", "Q", "A", "Q3", "访谈者", "受访者A", "說話人 12", "Speaker 1", "P07", "Interviewer"]
)
def test_generic_labels_say_what_somebody_does(label):
    assert is_generic(label_key(label))


@pytest.mark.parametrize("label", ["林悦", "Ann", "Air", "International", "Peter", "安全"])
def test_names_and_words_are_not_generic(label):
    assert not is_generic(label_key(label))


@pytest.mark.parametrize(
    "label",
    [
        "林悦",
        "王",
        "欧阳娜娜",
        "阿不都·热依木",
        "李老师",
        "小王",
        "羅PO",
        "Audrey Tang",
        "Sébastien Lebelzic",
        "Daniel F. Runde",
        "Coughlin",
    ],
)
def test_names_look_like_names(label):
    assert looks_like_name(label)


@pytest.mark.parametrize(
    "label",
    [
        "我跟你说",
        "他说",
        "比如",
        "优点",
        "第一",
        "所以基本上是两个",
        "Note",
        "There is one thing",
        "One thing",
        "The Minister said that",
        "laughs",
        "笑",
        "听不清",
        "图片",
        "下午",
        "http",
        "12",
        "",
    ],
)
def test_trap_10_words_before_a_colon_are_not_names(label):
    assert not looks_like_name(label)
