"""Tokens and sentences of Chinese, English and both."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from intertwine.errors import UserError
from intertwine.language.engines import cut_chinese, engines_used
from intertwine.language.segmentation import segment_texts
from intertwine.language.sentences import sentence_languages


def words(text, **options):
    return segment_texts([text], **options).tokens["form"].tolist()


def sentences(text):
    found = segment_texts([text]).sentences
    return [text[start:end] for start, end in zip(found["start"], found["end"], strict=True)]


def test_each_script_is_cut_by_its_own_rules():
    expected = ["我", "觉得", "score", "唔", "算", "好", "safe", "，", "is", "n't", "it", "？"]

    assert words("我觉得score唔算好safe，isn't it？") == expected


def test_traditional_text_is_cut_like_simplified():
    assert words("芝麻信用體系很複雜") == ["芝麻", "信用", "體系", "很", "複雜"]
    assert segment_texts(["體系"]).tokens["norm"].tolist() == ["体系"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("「真的嗎？」她問。然後走了。", ["「真的嗎？」", "她問。", "然後走了。"]),
        ("我说：“当然！”然后……没了", ["我说：“当然！”", "然后……没了"]),
        ("真的？！不会吧。", ["真的？！", "不会吧。"]),
        ("Mr. Lee paid 3.5 yuan. Is it safe?", ["Mr. Lee paid 3.5 yuan.", "Is it safe?"]),
        ('"Is it safe?" she said. OK.', ['"Is it safe?" she said.', "OK."]),
        ("好 safe。Really? 係呀！", ["好 safe。", "Really?", "係呀！"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
        ("（笑）对。（停顿）嗯。", ["（笑）对。", "（停顿）嗯。"]),
    ],
)
def test_sentences(text, expected):
    assert sentences(text) == expected


def test_a_sentence_without_a_script_has_the_language_of_its_turn():
    found = segment_texts(["712！我用 Alipay 的 score。Fine."]).sentences

    assert sentence_languages(found, ["712！我用 Alipay 的 score。Fine."], ["zh"]) == ["zh", "mixed", "en"]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(alphabet="安全感我们score isn't.。！？…“”「」\n 　😀𠮷3.5,，", max_size=40), max_size=4))
def test_trap_11_tokens_and_sentences_are_where_they_say(texts):
    found = segment_texts(texts)

    for token in found.tokens.itertuples():
        assert texts[token.turn][token.start : token.end] == token.form
        assert token.form.strip() == token.form != ""
    bounds = {(s.turn, s.sentence): (s.start, s.end) for s in found.sentences.itertuples()}
    for token in found.tokens.itertuples():
        start, end = bounds[token.turn, token.sentence]
        assert start <= token.start < token.end <= end
    kept = "".join("".join(found.tokens["form"].astype(str)).split())
    assert kept == "".join("".join(texts).split())


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(alphabet="abcIsn't 3.5$%(),.-!?\"/@U.S.", max_size=40), max_size=3))
def test_english_is_cut_as_spacy_cuts_it(texts):
    plain = spacy.blank("en")

    assert segment_texts(texts).tokens["form"].tolist() == [
        word.text for text in texts for word in plain(text) if not word.is_space
    ]


CHINESE = (
    "芝麻信用分数高就不用押金了。我妈被骗过一次，现在什么验证码都不敢点；个人信息泄露怎么办呢？先享后付，扫码就走。"
)


def test_rjieba_agrees_with_jieba():
    assert words(CHINESE, engine="rjieba") == words(CHINESE, engine="jieba")


def test_processes_change_nothing():
    runs = [CHINESE.replace("。", "")] * 3 + ["安全感"] * 200_000

    one, two = (cut_chinese(runs, engine="rjieba", processes=number) for number in (1, 2))

    assert (one.counts == two.counts).all()
    assert (one.lengths == two.lengths).all()


def test_trap_15_a_planted_dictionary_in_the_temporary_folder_has_no_influence(tmp_path):
    script = f"""
import marshal, pathlib, tempfile
tempfile.tempdir = {str(tmp_path)!r}
pathlib.Path({str(tmp_path / "jieba.cache")!r}).write_bytes(marshal.dumps(({{"安全感信": 10**9, "安": 0}}, 10**9)))
from intertwine.language.segmentation import segment_texts
print(*segment_texts(["安全感信用"]).tokens["form"])
"""
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert found.stdout.split() == ["安全感", "信用"]
    assert Path(tempfile.gettempdir()) != tmp_path


def test_trap_01_segmentation_cannot_be_handed_a_dictionary():
    import intertwine.language.engines as module

    source = Path(module.__file__).read_text(encoding="utf-8")

    assert not any(call in source for call in ("add_word", "load_userdict", "suggest_freq"))


def test_every_run_records_its_engines():
    english, chinese = engines_used(engine="jieba", english_model="blank", chinese_model="blank")

    assert (english.engine, chinese.engine) == ("spaCy blank en", "jieba")
    assert chinese.dictionary.startswith("dict.txt ")


def test_a_pipeline_that_is_not_installed_is_one_clear_error():
    with pytest.raises(UserError, match="en_core_web_none") as error:
        segment_texts(["Hello"], english_model="en_core_web_none")

    assert "python -m spacy download en_core_web_none" in str(error.value)


def test_an_installed_pipeline_takes_the_place_of_the_rules(tmp_path):
    english = spacy.blank("en")
    english.add_pipe("sentencizer", config={"punct_chars": ["|"]})
    english.to_disk(tmp_path / "en")
    spacy.blank("zh").to_disk(tmp_path / "zh")
    models = {"english_model": str(tmp_path / "en"), "chinese_model": str(tmp_path / "zh")}

    found = segment_texts(["One. Two | three", "芝麻信用"], **models)

    assert found.sentences["start"].tolist() == [0, 11, 0]
    assert found.tokens["form"].tolist()[-4:] == ["芝", "麻", "信", "用"]
    assert {used.engine for used in engines_used(engine="jieba", **models)} == {
        f"spaCy {name}" for name in models.values()
    }


def test_a_pipeline_without_boundaries_leaves_them_to_the_rules(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "en")

    assert segment_texts(["One. Two."], english_model=str(tmp_path / "en")).sentences["start"].tolist() == [0, 5]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们用AI(agentic)做", ["我们", "用", "AI", "(", "agentic", ")", "做"]),
        ("台湾的vTaiwan),Polis这种", ["台湾", "的", "vTaiwan", ")", ",", "Polis", "这种"]),
        ("用GPT-4(turbo),Claude;Gemini吧", ["用", "GPT-4", "(", "turbo", ")", ",", "Claude", ";", "Gemini", "吧"]),
        ("AI)/B好", ["AI", ")", "/", "B", "好"]),
        ("好。U.S.(America)", ["好", "。", "U.S.", "(", "America", ")"]),
        ("好 OK?Yes!", ["好", "OK", "?", "Yes", "!"]),
    ],
)
def test_a_mark_between_latin_letters_of_chinese_text_ends_a_word(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize("word", ["e-mail", "don't", "C++", "3.5", "3,000", "U.S.", "Wi-Fi", "COVID-19", "A/B",
                                  "https://a.org/x?y=1,b(c)"])  # fmt: skip
def test_marks_inside_words_numbers_and_addresses_stay_as_spacy_cuts_them_in_chinese_text(word):
    plain = [each.text for each in spacy.blank("en")(word)]

    assert words(f"他说{word}好") == ["他", "说", *plain, "好"]
    assert words(f"他说 {word} 好") == ["他", "说", *plain, "好"]


def test_english_beside_chinese_turns_is_cut_as_before():
    found = segment_texts(["word(s),AI(agentic", "好"]).tokens

    assert found.loc[found["turn"] == 0, "form"].tolist() == [
        word.text for word in spacy.blank("en")("word(s),AI(agentic")
    ]
