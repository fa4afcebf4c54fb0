"""What people read where nothing was found."""

import pytest

from intertwine.wording.nothing_found import what_to_try, what_was_looked_for

ROW = {"source": "all", "language": "all", "code": "all", "documents": 3, "words_zh": 1200, "words_en": 0,
       "entries_zh": 12, "entries_en": 9, "script": "traditional",
       "note": "little_text(words=900); words_of_regions()"}  # fmt: skip


def test_both_languages_say_what_was_looked_for_in_which_language_and_script():
    english, chinese = what_was_looked_for(ROW, {})

    assert english == (
        "Nothing of the codebook was found in the whole study. Looked for: 12 Chinese entries (in simplified and "
        "traditional characters alike) and 9 English ones, in what respondents and authors say in 3 documents: "
        "1,200 Chinese words in traditional characters and 0 English ones."
    )
    assert chinese == (
        "整个研究中未发现编码本中的任何词条。查找范围：12 个中文词条（简体与繁体同样匹配）与 9 个英文词条；"
        "3 个文档中受访者与作者的话语：1,200 个中文词（繁体）与 0 个英文词。"
    )


@pytest.mark.parametrize(
    ("part", "english", "chinese"),
    [
        ({"source": "promotional"}, "in the source promotional texts.", "来源“宣传文本”中"),
        ({"language": "zh"}, "in the documents in Chinese.", "中文文档中"),
        ({"code": "threat"}, "The code threat was never found.", "编码“威胁”从未出现。"),
    ],
)
def test_the_part_is_named_in_each_language(part, english, chinese):
    told = what_was_looked_for(ROW | part, {"threat": ("Threat", "威胁")})

    assert english in told[0]
    assert chinese in told[1]


def test_what_to_try_is_one_sentence_of_all_notes():
    english, chinese = what_to_try(ROW)

    assert english.startswith("To try: add texts: with 900 words they may be too short to hold any; add the words of")
    assert chinese.startswith("可以尝试：增加文本：仅 900 词，可能因过短而没有命中；增加台湾与香港的用词")
