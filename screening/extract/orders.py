"""How orders to a grader are worded, language by language; see ``instructions`` for what is done.

Texts are compared after their widths, look-alikes and gaps were folded. A pattern is an order, a
claim about who reads, or a piece of an answer that only a program would write. Words alone
("prompt", "ignore", "score", "system") never match: people write them of their own work.
"""

import re

_GRADES = r"(?:highest|top|best|maximum|full|perfect|100|10/10|excellent|as met)"
_PERSON = r"(?:candidate|applicant|person)"

ENGLISH = (
    r"\b(?:ignore|disregard|forget|override)\b.{0,20}?"
    r"\b(?:all|any|your|these|those|previous|prior|above|earlier|preceding|other)\b.{0,30}?"
    r"\b(?:instructions?|prompts?|rules|guidelines|directives?|criteria)\b",
    r"\byou are (?:now )?(?:an?|the) (?:\w+ ){0,3}"
    r"(?:ai|llm|language model|assistant|chatbot|recruiter|screener|grader|evaluator)\b",
    r"\b(?:if|when|since) you(?: are|'re) an? (?:ai|llm|(?:large )?language model)\b",
    rf"\b(?:rate|score|rank|grade|mark|evaluate|classify|give|assign|award) "
    rf"(?:me|him|her|(?:this|the|my) (?:{_PERSON}|cv|resume|application|profile))\b.{{0,40}}?"
    rf"\b{_GRADES}\b",
    r"\b(?:reject|terminate|discard|downgrade|decline) "
    r"(?:everyone else|(?:all|every|any)(?: the)? others?\b"
    r"|(?:all|every|any)(?: the| other| of the other)? (?:candidate|applicant))",
    r"\b(?:rate|score|rank|grade|mark) (?:all |every |any )?(?:of )?(?:the )?others?\b.{0,30}?"
    r"\b(?:lower|worse|down|poorly|below)\b",
    rf"\b(?:recommend|hire|advance|pass|select) (?:this|the) {_PERSON}\b.{{0,40}}?"
    r"\b(?:immediately|regardless|unconditionally|without (?:an? )?(?:interview|check|review))\b",
    rf"\b(?:pass|advance|move|promote|forward) (?:me|her|him|them|(?:this|the) {_PERSON}) "
    r"(?:on |directly |straight )?to (?:the )?(?:next|final) (?:step|stage|round|interview)\b",
    r"\b(?:note|message|instructions?|attention)(?: to| for)?,? (?:the |any |all )?"
    r"(?:ai|llms?|language models?|ats|chatgpt|gpt)\b.{0,30}?:",
    r"\b(?:dear|hello|hi|attention),? (?:the |any )?(?:ai|llm|gpt|chatgpt|language model|automated|"
    r"artificial)\b.{0,14}?\b(?:reviewer|screener|recruiter|grader|evaluator|model|system|reader)\b",
    r"\b(?:ats|hr|internal|recruiter|hiring manager)(?:'s)? (?:note|memo)\b.{0,60}?"
    rf"\b(?:pass|advance|next step|next stage|skip|{_PERSON})\b",
    r"\b(?:respond|reply|answer|output) (?:only|exactly|just) with\b",
    r"\byour (?:reply|answer|response|output) (?:has|is|must|should|shall|will|looks)\b",
    r"\b(?:repeat|quote|copy|cite|reproduce) (?:this|the following|these|exactly) "
    r"(?:sentence|text|line|quote|phrase|words|passage|answer)\b",
    r"\b(?:mark|count|treat|consider|regard|rate|judge|assess|accept|deem|assume)\b.{0,30}?"
    r"\b(?:all|every|each|any)\b.{0,30}?\brequirements?\b.{0,30}?\b(?:met|fulfilled|satisfied|passed)\b",
    r"\brequirements?\b.{0,20}?\b(?:to be|must be|should be|shall be|are to be) "
    r"(?:treated|considered|counted|regarded|deemed|marked|assumed)\b.{0,12}?"
    r"\b(?:met|fulfilled|satisfied|passed)\b",
    r"\b(?:new|updated|revised) (?:system )?(?:instructions?|prompt|rubric|grading|scoring)\s*:",
    r"\b(?:grade|judge|score|evaluate|assess) (?:only )?(?:by|with|using|on) (?:only )?"
    r"(?:this|these|the following) (?:rubric|criteria|rules?)\b",
    r"\bsystem (?:prompt|message)\s*:",
    r"\b(?:system|developer) ?:.{0,20}?\b(?:evaluation|grading|scoring|screening) "
    r"(?:policy|rules|mode)\b",
    r"\bfrom now on,? (?:you are|you will|act|answer)\b",
    rf"\b(?:you are|act as|answer as|pretend to be) (?:now )?(?:the |this )?{_PERSON}'s\b",
    r"\b(?:rejecting|refusing|declining|rejection of) (?:this|my|the) "
    rf"(?:application|cv|resume|{_PERSON})\b.{{0,50}}?"
    r"\b(?:law|illegal|unlawful|discriminat\w*|violat\w*|lawsuit|court)\b",
    r"\bany (?:answer|verdict|rating|result) (?:other than|but|except)\b",
    r"\bwhoever or whatever reads this\b"
    r"|\b(?:please|i beg you),? (?:just )?(?:let me pass|pass me)\b"
    r"|\bi beg you\b.{0,80}?\b(?:let me|pass|hire|accept)\b",
    rf"\b(?:this|the) (?:{_PERSON}|application)\b (?:must|should|shall|has to|is to) be "
    r"(?:rejected|terminated|declined|discarded|disqualified)",
    rf"\bterminate (?:the|this|her|his) (?:application|candidacy|{_PERSON})\b",
    r"\b(?:write|print|output|reveal|show|repeat|paste|disclose)\b.{0,12}?\byour "
    r"(?:full |whole |entire |hidden )?(?:system prompt|prompt|instructions|rubric)\b",
    r"\b(?:add|post|insert|append|put|write) (?:this|the following|it|a link)?\s?(?:to|in|into) "
    r"(?:your|the timeline) (?:comment|reply|answer|output|report|summary)\b",
    r"\blet'?s (?:solve|think|work)\b.{0,30}?\bstep by step\b|\bthought process\s*:",
)
JAPANESE = (
    r"(?:これまで|今まで|以前|上記|前述|先ほど|以上|すべて|全て|他)の.{0,8}?"
    r"(?:指示|命令|プロンプト|ルール|基準).{0,6}?(?:無視|忘れ|破棄|従わない)",
    r"(?:指示|命令|プロンプト)[はを]?(?:すべて|全て|一切)?(?:無視|破棄)(?:し|せよ|する)",
    r"(?:最高|満点|最上位|最も高い)の?(?:評価|点数|スコア|得点|ランク)?[をにでと].{0,6}?"
    r"(?:[付つ]け(?!られ)|与え(?!られ)|して[く下]|せよ|判定し|出力|評価し)",
    r"(?:この|当該)(?:候補者|応募者|人物).{0,12}?(?:必ず|最優先|無条件|即座に|直ちに).{0,12}?"
    r"(?:合格|採用|通過|推薦)",
    r"(?:あなた|貴方|お前)は.{0,12}?(?:AI|人工知能|言語モデル|LLM|アシスタント|採点者|評価者)",
    r"(?:AI|LLM|言語モデル|ChatGPT|採点者|評価者)(?:の方)?へ?の?(?:指示|注意|命令|お願い|連絡):",
    r"(?:AI|LLM|人工知能|言語モデル|自動)(?:審査|選考|採点|評価|判定)(?:担当|システム)?(?:者|官)?"
    r"(?:様|さま|殿|の方[へ、])",
    r"[他ほ]か?の(?:候補者|応募者).{0,10}?(?:不合格|落とし|除外|見送|終了)",
    r"[他ほ]か?の(?:候補者|応募者)の?(?:評価|点数|スコア|順位)[をは].{0,6}?(?:下げ|低く|最低)",
    r"(?:すべて|全て|全|必須)の?(?:必須)?(?:要件|条件|項目).{0,12}?(?:満た|充足|met|クリア).{0,10}?"
    r"(?:みなし|見なし|ものとして|と判定し|と回答|として扱)",
    r"metと(?:回答|判定|出力)|「met」と(?:回答|判定|出力)|met以外",
    r"システム:.{0,4}?(?:評価|採点|選考|判定)(?:方針|基準|ルール)",
    r"開発者(?:メッセージ|からの指示|プロンプト):",
    r"新しい(?:評価|採点|判定|選考)(?:基準|ルール):|この基準(?:だけ|のみ)で(?:採点|評価|判定)",
    r"回答は(?:この|次の|以下の)形|そのまま(?:出力|回答|引用)して(?:ください|下さい)",
    r"次の(?:文|文章|一文)を.{0,8}?(?:引用|復唱|繰り返)(?:し|返して|せ)",
    r"(?:採用責任者|採用担当者?|人事(?:部長|担当者?)?)(?:の|より|から)?(?:メモ|連絡|指示).{0,40}?"
    r"(?:次の選考|通過|合格|進め)",
    r"ここから(?:は)?(?:あなた|貴方)は|(?:あなた|貴方)は(?:応募者|候補者|私)の(?:代理|味方|弁護)",
    r"(?:不合格|見送り|落選).{0,16}?(?:法律違反|法令違反|違法|法的措置)|以外の(?:回答|判定)は.{0,8}?"
    r"(?:通報|違反|無効)",
    r"(?:これ|この書類|この文章)を読んでいる(?:AI|人工知能|あなた|方)|どうか(?:合格|採用|通過)(?:に|させ)",
    r"(?:この|当該)(?:候補者|応募者|人物)[はを].{0,4}?(?:不合格|却下|見送り)(?:と|に)(?:し|せよ)",
    r"選考を終了して(?:ください|下さい)|選考を終了せよ",
    r"(?:プロンプト|指示文|要件一覧).{0,24}?(?:書き出し|出力し|表示し|開示し|教え)て(?:ください|下さい|くれ)",
    r"コメント(?:欄)?[にへ].{0,12}?(?:追記|記載|書き込|貼り付け|挿入|投稿).{0,2}?て(?:ください|下さい)",
    r"(?:思考|推論)(?:プロセス|過程):|(?:段階的に|順を追って|一歩ずつ)(?:解い|考え).{0,6}?"
    r"(?:ましょう|いこう)",
)
RUSSIAN = (
    r"\b(?:про)?(?:игнорируй|забудь|отбрось|не учитывай|не обращай внимания на)(?:те)?\b.{0,40}?"
    r"\b(?:инструкци|указани|правил|промпт|команд|критери)",
    r"\b(?:ты|вы)\s*[-—–]?\s*(?:теперь |сейчас )?.{0,15}?"
    r"\b(?:искусственный интеллект|языковая модель|ии|нейросеть|ассистент)\b",
    r"\b(?:поставь|присвой|дай|выстави|выставь)(?:те)?\b.{0,40}?"
    r"\b(?:высш|максимальн|наивысш)\w*.{0,15}?\b(?:оцен|балл|рейтинг|ранг)",
    r"\bоцени(?:те)?\b.{0,30}?\b(?:максимальн|наивысш|высш|как можно выше|на 100|на отлично)",
    r"\b(?:отклони|отсей|заверши|отсеки)(?:те)?\b.{0,15}?\b(?:всех|остальных|других)\b",
    r"\b(?:инструкци[яи]|сообщение|указание) для (?:ии|нейросети|языковой модели|модели)\s*:",
    r"\bуважаем\w+ (?:ии|нейросеть|искусственн\w+ интеллект|языковая модель|алгоритм|робот)\b",
    r"\b(?:засчитай|засчитывай|считай|отметь|отмечай|признай|расценивай)(?:те)?\b.{0,40}?"
    r"\bтребовани\w*.{0,20}?\b(?:выполнен|соблюд|удовлетвор|met)",
    r"\bтребовани\w*.{0,12}?\b(?:следует|необходимо|нужно|надо|должны быть) "
    r"(?:считать|признать|засчитать|отметить)\b.{0,16}?\b(?:выполнен|соблюд|met)",
    r"\b(?:система|разработчик)\s*:.{0,12}?\b(?:правила|критерии|политика) (?:оценки|отбора)",
    r"\bоценивай(?:те)? (?:только|исключительно) по\b|\bновые критерии(?: оценки)?\s*:",
    r"\bтво[йи] ответ\w* (?:выгляд|име|долж|буд)|\bскопируй(?:те)? (?:его|этот|ответ)",
    r"\b(?:заметка|записка|примечание|указание) (?:от )?(?:нанимающ\w+|рекрутера|руководител\w+"
    r"|отдела кадров|hr)\b.{0,80}?\b(?:перевед|пропуст|следующ)",
    r"\bперевед(?:и|ите) (?:её|ее|его|меня|кандидата)? ?на следующий этап",
    r"\bс этого момента,? (?:ты|вы)\b|\b(?:ты|вы)\s*[-—–]?\s*(?:агент|представитель|адвокат) "
    r"(?:кандидата|соискателя)",
    r"\bотказ\w* (?:по|в) (?:этой|данной|моей) заявк\w*.{0,50}?\b(?:закон|дискримин|суд)"
    r"|\bо любом (?:другом )?ответе,? кроме\b|\bлюбой (?:другой )?ответ,? кроме\b",
    r"\bкто бы (?:это )?ни читал\b|\bпропустите меня\b|\bумоляю\b",
    r"\b(?:повтори|процитируй|скопируй|приведи)(?:те)? (?:эту|это|этот|следующ\w+) "
    r"(?:фраз|предложен|текст|цитат|строк)",
    r"\b(?:остальн\w+|други\w+|прочи\w+) (?:кандидат|соискател)\w+\b.{0,12}?"
    r"\b(?:поставь|снизь|занизь|понизь)(?:те)?\b",
    r"\b(?:поставь|снизь|занизь|понизь)(?:те)?\b.{0,20}?\b(?:остальным|другим|прочим)\b",
    r"\b(?:этого|данного) (?:кандидата|соискателя) (?:следует|нужно|необходимо|надо) "
    r"(?:отклонить|отсеять|исключить)|\bзаверши(?:те)? отбор\b",
    r"\b(?:выведи|покажи|раскрой|напиши|перечисли)(?:те)?\b.{0,12}?\b(?:сво[йи] )?"
    r"(?:системн\w+ промпт|промпт|список требований)",
    r"\b(?:добавь|вставь|напиши|укажи|размести)(?:те)? (?:это |следующее |ссылку )?в "
    r"(?:комментарий|ответ|отч[её]т)\b",
    r"\b(?:решим|подумаем|разбер[её]м)\b.{0,24}?\bшаг за шагом\b|\bход (?:рассуждений|мыслей)\s*:",
)
OTHERS = (
    r"(?:忽略|无视|忘记|忘掉).{0,12}?(?:指令|指示|提示|说明|规则|要求)|(?:给|打).{0,12}?(?:最高分|满分)",
    r"(?:忽略|無視|忘記).{0,12}?(?:指令|指示|提示|說明|規則)|(?:給|打).{0,12}?(?:最高分|滿分)",
    r"(?:이전|위의|앞의|모든|지금까지).{0,8}?(?:지시|명령|지침).{0,8}?(?:무시|잊)"
    r"|최고 ?점수를? ?(?:주|매|부여)",
    r"\b(?:ignoriere|vergiss|missachte)n?\b.{0,30}?(?:anweisung|instruktion|vorgabe|regel)",
    r"\b(?:ignore[rz]?|oublie[rz]?)\b.{0,30}?\b(?:consignes|instructions pr[eé]c|r[eè]gles)",
    r"\b(?:ignora|ignore|olvida|olvide)\b.{0,30}?\b(?:instrucciones|indicaciones|reglas)\b",
    r"\b(?:ignore|ignora|esqueça|dimentica)\b.{0,30}?\b(?:instruções|istruzioni|regras|regole)\b",
    r"\b(?:ігноруй|забудь|відкинь)(?:те)?\b.{0,30}?\b(?:інструкц|вказівк|правил)",
)
MACHINES = (
    r"<\|\w{1,20}\|>|\[/?INST\]|<</?SYS>>|</?(?:system|assistant)>|</?(?:start|end)_of_turn>",
    r"\"R\d{1,3}\"\s*:\s*\{|\"instructions_seen\"|\"answer\"\s*:\s*\"(?:met|partly|not_met|not_stated)\"",
    r"\bR\d{1,3}\s*[:=]\s*(?:met|partly|not_met|not_stated)\b",
    r"={3,}\s*(?:BEGIN|END) (?:OF )?(?:THE )?(?:UNTRUSTED )?(?:DOCUMENT|RESUME|CV|INPUT)",
    r"={3,}\s*(?:書類|文書|入力)(?:は|の)?(?:ここまで|終わり|以上|終了)",
    r"={3,}\s*КОНЕЦ (?:ДОКУМЕНТ|РЕЗЮМЕ)",
)
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (*ENGLISH, *JAPANESE, *RUSSIAN, *OTHERS, *MACHINES)
)
