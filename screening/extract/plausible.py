"""Tells whether letters make up words of a language that people write, from a few short lists.

Lists of names, products or codes have no function words, but they have vowels, so both are
looked at. Nothing here knows a dictionary; what it cannot tell it takes for plausible.
"""

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = (
    # English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Turkish, Vietnamese
    "the and of to in for with on at by is as from or an be this that are was my "
    "der die das und von mit für im den zu auf bei ist als eine "
    "de la le et les des en du pour dans un une avec el los las del para con por "
    "di il per della do da em com os het een van voor na oraz się przez ve bir ile için "
    "và của các cho trong là với "
    # Russian, Ukrainian, Bulgarian, Serbian
    "и в на с по для от из не к за о при до как что или у а это я і та з й да се во од"
)
_FUNCTION_WORDS = frozenset(_SMALL_WORDS.split())
_PAIRS_OF_LETTERS = (
    # the most frequent in the prose of twenty languages, accents left out
    "er en in an te on re es ar de st or le ti al ta at he ra nt se th li me io ma co ne nd "
    "ri it el is ch et na ro ie la si il as ng ni to fi pa ve ic ge ec di pr ed om da ll am "
    "ac po ca ad pe em tr no os do va ur lo un us ce ut ns ss ci ha sa ol fo ou so op ir be "
    "ia ka im mi rs ct hi id ag rt tt ot od ue ei mp mo tu ab ex ke ak ig bi sc ul eg wi ko "
    "ea ba nc su qu rd sp vi pl um ai bl ee pt ap ze gi au oc rm lu gu iv nu ef za lt ru ep "
    "wa ts ui ho bu if ow pu vo ga gr zi ik bo av ov ek pi ua eb rc ib rg mb ki rr fa ev je "
    "mm sh up aa ip ck fe ls we cu ty nn ny og nf az cr rn sl sy iz ob ht ku ld ay pp ub br "
    "ok sk oo du mu ry go "
    "ен ст ра ан ни ка но на по ре ов ва ер пр ат та не ро ко ме то да ол ти ет ис ть за ор "
    "те ал ри ль ли тр од ло ос ит им де нн ве ма аз ар ле во ом ав ны ай от ла мо об ви ел "
    "ес ск па ля ия ок ем ед ог ин ам ие до ки ек ак го пе че он нт сп си со оп ад ик ся фа "
    "ас йл ня дл вы ци же из сл ир ож ач тс ий ру ил ап оз ив зн ди ча тв кл ой аб пи ый ус "
    "нд чи се зо уд ая ку ьн ми бо сь ба бл са ев ши пу ае тн жи дн бу гр кр ац зм ут вн ры "
    "бр ту кт ьз ии оч кс зв ще лю вл ну ні ич уп ое аг еж нс га ук ум ід су чн ке ьк ві ых "
    "жн ей ег юч ув ду лі рн вк тк бе ез иц ів хо ые це зд рт уе иб др ош ят фо гу еп ін ур "
    "ву ип рм лн ид рс ше кі мі рж их лу мы мя бы ыв йс "
)
_PAIRS = frozenset(_PAIRS_OF_LETTERS.split())
_FEWEST_PAIRS = 100
_USUAL = 0.48
_SHARE = 0.06
_STRONG = 0.08
_DISTINCT = 3
_LONG_SHARE = 0.4
_KANA = 0.25
_VOWELS = re.compile("[aeiouyаеёиоуыэюяіїєæøåàáâãäèéêëìíîïòóôõöùúûüýąęóőűı]")
_LETTERS = re.compile("[a-zа-яёіїєґæøåàáâãäèéêëìíîïòóôõöùúûüýąćęłńóśźżčďěňřšťůžğışçñß]")
_LATIN_OR_CYRILLIC = re.compile("[A-Za-z\u00c0-\u024f\u0400-\u052f]")
_FEWEST_WORDS = 12
_LONG_WORD = 4
_MUTE = 0.3
_FEWEST_VOWELS = 0.22
_HIRAGANA = re.compile("[\u3041-\u3096]")
_PARTICLES = re.compile("[のにをはがとでもなしたいるてれさ]")
_JAPANESE = re.compile("[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]")
_KANJI = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff]")
_FEWEST_KANJI = 30
_FREQUENT = 0.12
_FEWEST_PARTICLES = 0.35
_ACCENT = re.compile("[\u0300-\u036f]")
_PLAIN = re.compile("[A-Za-z]{3,}|[А-Яа-яЁёІіЇїЄє]{3,}")
_KANJI_LISTS = (
    # the most frequent of Japanese newspapers and applications, then of Chinese in both scripts
    "日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女"
    "北午百書先名川千水半男西電校語土木聞食車何南万毎白天母火右読友左休父雨事業会自社発者地分"
    "場員立開力問代明動京目通言理体田主題意不作用度強公持野以思家世多正安院心界教文元重近考画"
    "海売知道集別物使品計死特私始朝運終台広住無真有口少町料工建空急止送切転研足究楽起着店病質"
    "待試族銀早映親験英医仕去味写字答夜音注帰古歌買悪図週室歩風紙黒花春赤青館屋色走秋夏習駅洋"
    "旅服夕借曜飲肉貸堂鳥飯勉冬昼茶弟牛魚兄犬妹姉漢政議民連対部合市内相定回選米実関決全表戦経"
    "最現調化当約首法性要制治務成期取都和機平加受続進数記初指権支産点報済活原共得解交資予向際勝"
    "面告反判認参利組信在件側任引求所次昨論官増係感情投示変打直両式確果容必演歳争談能位置流格疑"
    "過局放常状球職与供役構割身費付由説難優夫収断石違消神番規術備宅害配警育席訪乗残想声助労例然"
    "限追商葉伝働形景落好退頭負渡失差末守若種美命福望非観察段横深申様財港識呼達良候程満敗値突光"
    "路科積他処太客否師登易速存飛殺号単座破除完降責捜影管施設修推路線基企技応募履歴氏住所県区丁"
    "藤佐鈴木村林清斎井岡松崎島橋谷辺伊渡小池沢浜保養護績得績担当署門系営販開発株式顧専攻卒普免"
    "的是了我他这为之来们个说国和地也到时要就出会可你对生能而子那得于着下自之年过发后作里用道行所"
    "然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "這為們個說國時會對於過發後裡學來種經麼沒動還進樣開從實長門問間與業務負責專項項目管理公司工作"
    "经验技术项负责专业历公司管教育系统络设计软件产品市场销售"
)
FREQUENT_KANJI = "".join(dict.fromkeys(_KANJI_LISTS))
_FREQUENT_KANJI = frozenset(FREQUENT_KANJI)


def words_of(text: str) -> list[str]:
    """Return the words of alphabetic scripts, in small letters."""
    return [word for word in _WORD.findall(text.casefold()) if _LATIN_OR_CYRILLIC.match(word)]


def reads(text: str) -> bool:
    """Tell whether some language's small words or endings are there in their usual number."""
    words = words_of(text)
    small = [word for word in words if len(word) > 1 and word in _FUNCTION_WORDS]
    if len(set(small)) > 1 and len(small) >= _SHARE * len(words):
        return True
    return _reads_japanese(text)


def reads_well(text: str) -> bool:
    """Tell the same with more certainty, for a text that was mended on a guess.

    Lists of short codes become "of", "to" and "in" by chance, so those alone do not count.
    """
    words = words_of(text)
    small = [word for word in words if word in _FUNCTION_WORDS]
    long = sum(1 for word in words if len(word) >= _LONG_WORD)
    sure = len(set(small)) >= _DISTINCT and any(len(word) >= 3 for word in small)
    if sure and len(small) >= _STRONG * len(words) and long >= _LONG_SHARE * len(words):
        return not mute(text)
    return _reads_japanese(text) and len(_HIRAGANA.findall(text)) >= _KANA * len(text)


def _reads_japanese(text: str) -> bool:
    letters = len(_JAPANESE.findall(text))
    particles = len(_PARTICLES.findall(text))
    return particles >= 3 and particles >= 0.1 * letters and particles >= _half_of_hiragana(text)


def _half_of_hiragana(text: str) -> float:
    """Random hiragana holds a fifth of particles, honest text more than a half."""
    return 0.4 * len(_HIRAGANA.findall(text))


def mute(text: str) -> bool:
    """Tell whether many words cannot be spoken: long ones without a vowel, or few vowels at all.

    Abbreviations are left out; texts with only a few words are taken as they are.
    """
    spelt = [word for word in _WORD.findall(text) if not (word.isupper() and len(word) < 7)]
    words = [word for word in words_of(" ".join(spelt)) if len(word) >= _LONG_WORD]
    if len(words) < _FEWEST_WORDS:
        return False
    without = sum(1 for word in words if not _VOWELS.search(word))
    joined = "".join(words)
    letters = len(_LETTERS.findall(joined))
    few = len(_VOWELS.findall(joined)) < _FEWEST_VOWELS * letters
    return without > _MUTE * len(words) or few


def odd_pairs(text: str, *, usual: float = _USUAL, fewest: int = _FEWEST_PAIRS) -> bool:
    """Tell whether the letters of words follow each other as in no European language.

    Words in capitals are left out, as they may be abbreviations. Few words are not odd.
    """
    share = _usual_share(text, fewest=fewest)
    return share is not None and share < usual


def usual_pairs(text: str) -> bool:
    """Tell whether enough words are there whose letters follow each other as in some language."""
    share = _usual_share(text, fewest=_FEWEST_PAIRS)
    return share is not None and share >= _USUAL


def _usual_share(text: str, *, fewest: int) -> float | None:
    """Return the share of usual pairs of letters; ``None`` when there are too few to tell."""
    bare = unicodedata.normalize("NFD", text).replace("и\u0306", "й").replace("И\u0306", "Й")
    bare = _ACCENT.sub("", bare)
    words = [word.lower() for word in _PLAIN.findall(bare) if not word.isupper()]
    pairs = [word[i : i + 2] for word in words for i in range(len(word) - 1)]
    if len(pairs) < fewest or len(set(words)) < _FEWEST_WORDS:
        return None
    return sum(1 for pair in pairs if pair in _PAIRS) / len(pairs)


def strange_kanji(text: str, *, frequent: float = _FREQUENT, fewest: int = _FEWEST_KANJI) -> bool:
    """Tell whether hardly any of many kanji is a frequent one."""
    kanji = _KANJI.findall(text)
    if len(kanji) < fewest:
        return False
    return sum(1 for c in kanji if c in _FREQUENT_KANJI) < frequent * len(kanji)


def strange_kana(text: str) -> bool:
    """Tell whether the hiragana of a text hold hardly any of a sentence's particles."""
    hiragana = _HIRAGANA.findall(text)
    if len(hiragana) < _FEWEST_KANJI:
        return False
    return len(_PARTICLES.findall(text)) < _FEWEST_PARTICLES * len(hiragana)
