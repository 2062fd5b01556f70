"""A vendor's cache finds only what was written before, under the same name."""

from screening.simulators.prompt_cache import CacheUse, PromptCache

SHARED = "common rules. " * 600
END = len(SHARED.encode())


def test_only_a_beginning_that_was_seen_counts_as_read() -> None:
    cache = PromptCache()
    assert cache.use(SHARED + "one" * 200).read == 0
    again = cache.use(SHARED + "two" * 200).read
    assert 1024 <= again <= len(SHARED) // 4
    assert again % 128 == 0
    assert cache.use("x" + SHARED).read == 0


def test_a_whole_prompt_is_written_again_but_for_what_was_found() -> None:
    cache = PromptCache()
    first = cache.use(SHARED + "one" * 200)
    second = cache.use(SHARED + "two" * 200)
    assert first.written == -(-(END + 600) // 4)
    assert second.written == first.written - second.read


def test_a_mark_is_found_to_the_byte_and_nothing_behind_it_is_written() -> None:
    cache = PromptCache()
    tokens = -(-END // 4)
    assert cache.use(SHARED + "one", marks=[END], whole=False) == CacheUse(0, tokens)
    assert cache.use(SHARED + "another", marks=[END], whole=False) == CacheUse(tokens, 0)


def test_without_a_mark_an_explicit_prompt_is_not_cached() -> None:
    cache = PromptCache()
    for _ in range(2):
        assert cache.use(SHARED, whole=False) == CacheUse(0, 0)


def test_prompts_under_other_names_find_nothing_of_each_other() -> None:
    cache = PromptCache()
    cache.use(SHARED, name="one", marks=[END], whole=False)
    assert cache.use(SHARED, name="two", marks=[END], whole=False).read == 0


def test_short_beginnings_are_neither_kept_nor_found() -> None:
    cache = PromptCache()
    for _ in range(2):
        assert cache.use("short " * 100, marks=[600]) == CacheUse(0, 0)


def test_the_latest_four_marks_count() -> None:
    cache = PromptCache()
    marks = [END - 50, END - 40, END - 30, END - 20, END]
    cache.use(SHARED, marks=marks, whole=False)
    assert cache.use(SHARED[:-50], marks=[END - 50], whole=False).read == 0
    assert cache.use(SHARED[:-20], marks=[END - 20], whole=False).read > 1024
