"""The only place that knows spaCy, jieba and OpenCC: script, normal form, sentences, tokens."""
