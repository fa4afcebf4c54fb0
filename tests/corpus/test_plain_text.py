from intertwine.corpus.plain_text import plain_lines

WRAPPED = (
    "I would like to ask you about the score that you have been using for\n"
    "some time now, and whether it has changed your life in some way that\n"
    "you can tell.\n"
    "\n"
    "Many people have told us that it has changed something for them, and\n"
    "others have told us that nothing in their life is different now that\n"
    "they have it, and that they never look at it at all.\n"
    "\n"
    "So which of the two is it for you, if it is not something altogether\n"
    "different?\n"
)


def test_a_line_is_a_paragraph():
    lines = plain_lines("林悦：好。\n\n访谈者：为什么？\n因为快。\n")

    assert [(line.number, line.text, line.starts) for line in lines] == [
        (1, "林悦：好。", True), (3, "访谈者：为什么？", True), (4, "因为快。", True),
    ]  # fmt: skip


def test_lines_wrapped_by_hand_go_on_with_the_line_before():
    assert [line.number for line in plain_lines(WRAPPED) if line.starts] == [1, 5, 9]


def test_short_lines_were_not_wrapped():
    slogans = "信用好\n生活好\n\n免押金\n更方便\n更快捷\n更安全\n\n加入吧\n现在就来\n"

    assert all(line.starts for line in plain_lines(slogans))


def test_space_around_a_line_is_no_text():
    assert [line.text for line in plain_lines("　　第一段 \n")] == ["第一段"]
