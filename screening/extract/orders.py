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
    r"\b(?:dear|hello|hi|attention),? (?:the |any )?(?:ai|llm|gpt|chatgpt|language model"
    r"|automated|"
    r"artificial)\b.{0,14}?\b(?:reviewer|screener|recruiter|grader|evaluator|model|system"
    r"|reader)\b",
    r"\b(?:ats|hr|internal|recruiter|hiring manager)(?:'s)? (?:note|memo)\b.{0,60}?"
    rf"\b(?:pass|advance|next step|next stage|skip|{_PERSON})\b",
    r"\b(?:respond|reply|answer|output) (?:only|exactly|just) with\b",
    r"\byour (?:reply|answer|response|output) (?:has|is|must|should|shall|will|looks)\b",
    r"\b(?:repeat|quote|copy|cite|reproduce) (?:this|the following|these|exactly) "
    r"(?:sentence|text|line|quote|phrase|words|passage|answer)\b",
    r"\b(?:mark|count|treat|consider|regard|rate|judge|assess|accept|deem|assume)\b.{0,30}?"
    r"\b(?:all|every|each|any)\b.{0,30}?\brequirements?\b.{0,30}?\b(?:met|fulfilled"
    r"|satisfied|passed)\b",
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
ENGLISH_MANNERS = (
    r"(?:^|[.!?:;\]] ?|\bdear )(?:the |any |all )?(?:ai|llm|assistant|algorithm|language "
    r"model|chatbot|"
    r"reviewer bot|bot|grader|parser|screening (?:tool|system|software))s?(?: "
    r"\w+)?\s?[,:].{0,60}?"
    r"\b(?:applicant|candidate|met|treat|score|rating|approve\w*|recommend|requirements?"
    r"|criteria)\b",
    r"\b(?:as|if|since|because) (?:you are |you're )?an? (?:ai|llm|language model"
    r"|assistant|grader),? "
    r"(?:you|please|must|always)\b",
    r"\b(?:answer|output|set|mark|return|report|write)\b.{0,24}?\b(?:met for|to met|as "
    r"met|met everywhere"
    r"|met in)\b",
    r"\b(?:overrides?|supersedes?|replaces?|precedence over|more important than)\b.{0,20}?"
    r"\b(?:your|all|any|previous|prior)\b.{0,16}?\b(?:instructions|prompt|guidelines|rules)\b",
    r"\b(?:as|are|follow) (?:your|these) (?:new|updated|real|actual|true) (?:guidelines"
    r"|instructions|rules)",
    r"\b(?:conclude|confirm|decide|say|state|write|answer) that (?:i|it|she|he|this|the "
    r"(?:candidate|"
    r"applicant))\b.{0,24}?\b(?:perfect match|fulfils?|fulfills?|meets? (?:all|every"
    r"|each)|is qualified"
    r"|is the best|is ideal)\b",
    r"\bskip (?:all |any |the |every )?(?:checks?|verification|screening|review"
    r"|assessment)\b.{0,60}?"
    r"\b(?:forward|advance|pass|recommend|invite|hire)\b",
    rf"\b{_PERSON} (?:has |have |is |was )?(?:already )?(?:been )?(?:pre-?approved|verified; )"
    rf"|\b{_PERSON} (?:has |is )?already (?:been )?(?:approved|verified|accepted|vetted"
    rf"|cleared)\b",
    r"\b(?:recommend|hire|invite|approve|choose|select) me (?:for|to|as|now|immediately"
    r"|without)\b"
    r"|\bforward my (?:profile|cv|resume|application) to\b",
    r"\bdo not (?:mention|report|list|flag|note) (?:any |the |my )?(?:gaps?|weakness\w*"
    r"|missing|doubts?|"
    r"shortcomings?)\b",
    r"\[\[?(?:system|assistant|developer|admin)\]?\]",
    r"\byour task (?:has|is) (?:now )?(?:changed|different)\b|\bto whatever (?:model|ai"
    r"|system) \b",
    r"\b(?:award|give|grant) (?:full|top|maximum|the highest) (?:marks|points|scores?)\b",
    r"\b(?:no matter what|regardless of) the (?:criteria|requirements|rubric) (?:say"
    r"|state|are)\b",
    r"\b(?:return|answer|output|print) ['\"]met['\"]|\blist me as (?:fully )?qualified\b",
)
JAPANESE_MANNERS = (
    r"(?:AI|LLM|言語モデル|(?:評価|採点|審査|選考)(?:プログラム|システム"
    r"|アルゴリズム))(?:へ|は|に|の方は|各位)"
    r"[:、]?[^。]{0,40}?(?:通過|合格|承認|満点|高く評価|推薦|met)[^。]{0,14}?"
    r"(?:ください|下さい|こと|せよ|べき|済み)",
    r"(?:あなた|貴方)が(?:AI|LLM|人工知能|言語モデル)",
    r"met(?:と|に)(?:し|なる|設定)|(?:推薦|合格|採用)と(?:回答|出力|答え)",
    r"(?:指示|命令|ルール|プロンプト)より(?:も)?(?:優先|重要)",
    r"(?:候補者|応募者|本人|私)を(?:合格|採用|通過)と(?:判定|判断|し|せよ)",
    r"(?:要件|内容|経歴|書類)の?(?:確認|検証|チェック|審査)は?(?:省略|不要|スキップ).{0,16}?"
    r"(?:進め|通過|合格|面接|ください)",
    r"(?:応募者|候補者)は(?:既に|すでに)(?:承認|採用が?決|合格)",
    r"[他ほ]か?の(?:候補者|応募者)よりも?.{0,4}?(?:高く|上に|優先)(?:評価|し|順位)?.{0,6}?"
    r"(?:ください|こと|せよ)",
    r"(?:全項目|すべての項目|全ての項目)(?:に|で).{0,4}?(?:満点|最高|合格)",
    r"(?:書類|応募|履歴書|候補者)を(?:最優先|優先的|無条件)(?:で|に)(?:通過|合格|採用)",
    r"(?:欠点|不足|弱み|空白期間)(?:には|は|に)(?:触れ|言及し|記載し)な",
    r"(?:あなた|貴方)の(?:タスク|役割|任務)は(?:変更|変わ)|(?:自動)?審査は(?:通過"
    r"|合格)(?:扱い|と)",
    r"(?:基準|要件|条件)に(?:関わらず|かかわらず)、?(?:必ず)?(?:書類選考|選考|面接)?"
    r".{0,4}?(?:通過|合格)させ",
    r"(?:不足|足りない).{0,12}?(?:無視|目をつぶ)(?:し|っ)て.{0,6}?(?:承認|通過|合格)",
)
RUSSIAN_MANNERS = (
    r"(?:^|[.!?:;] ?)(?:ии|нейросеть|алгоритму?|языковая модель|бот|ассистент"
    r"|искусственный интеллект)"
    r"\s?[,:].{0,50}?\b(?:кандидат|резюме|заявк|балл|оцен|рекоменд|требовани|одобр)",
    r"\bесли (?:ты|вы)\s?[-—–]?\s?(?:ии|нейросеть|языковая модель|бот|искусственный)\b",
    r"\b(?:выстав|постав|ответ|отмет|укаж|пиш)\w*\b.{0,14}?\bmet\b",
    r"\b(?:важнее|приоритетнее|выше) (?:твоих|ваших|всех|предыдущих|прежних) "
    r"(?:инструкц|указан|правил|команд)",
    r"\b(?:скажи|напиши|ответь|сообщи|подтверди)(?:те)?,? что (?:я|он|она|кандидат|этот"
    r"|все критерии"
    r"|все требования)\b",
    r"\b(?:пропусти|минуй|опусти)(?:те)? (?:проверку|отбор|этап|оценку)\b",
    r"\b(?:рекомендуй|одобри|выбери|прими|пригласи)(?:те)? (?:меня|этого|данного|именно"
    r"|кандидата)\b",
    r"\b(?:кандидат|соискатель) уже (?:одобрен|проверен|принят|согласован)",
    r"\b(?:поставь|присвой|дай|выставь)(?:те)? (?:мне|этому|данному)\b.{0,24}?"
    r"\b(?:балл|оценк|приоритет|рейтинг)",
    r"\bтвоя задача (?:изменилась|теперь)|\bсчитай(?:те)? (?:меня|этого кандидата)\b",
    r"\b(?:поставь|выставь|дай)(?:те)? (?:везде |всем )?(?:максимум|высший балл)\b",
    r"\b(?:независимо|вне зависимости) от (?:критериев|требований)\b.{0,20}?\b(?:включ"
    r"|пропуст|прим)",
    r"\bне (?:упоминай|указывай|отмечай|сообщай)(?:те)? (?:о |про )?(?:пробел|недостат"
    r"|слаб|сомнен)",
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
    r"(?:すべて|全て|全|必須)の?(?:必須)?(?:要件|条件|項目).{0,12}?(?:満た|充足|met"
    r"|クリア).{0,10}?"
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
    r"(?:不合格|見送り|落選).{0,16}?(?:法律違反|法令違反|違法|法的措置)|以外の(?:回答"
    r"|判定)は.{0,8}?"
    r"(?:通報|違反|無効)",
    r"(?:これ|この書類|この文章)を読んでいる(?:AI|人工知能|あなた|方)|どうか(?:合格|採用"
    r"|通過)(?:に|させ)",
    r"(?:この|当該)(?:候補者|応募者|人物)[はを].{0,4}?(?:不合格|却下|見送り)(?:と|に)(?:し|せよ)",
    r"選考を終了して(?:ください|下さい)|選考を終了せよ",
    r"(?:プロンプト|指示文|要件一覧).{0,24}?(?:書き出し|出力し|表示し|開示し"
    r"|教え)て(?:ください|下さい|くれ)",
    r"コメント(?:欄)?[にへ].{0,12}?(?:追記|記載|書き込|貼り付け|挿入|投稿)"
    r".{0,2}?て(?:ください|下さい)",
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
    r"\b(?:решим|подумаем|разбер[её]м)\b.{0,24}?\bшаг за шагом\b|\bход (?:рассуждений"
    r"|мыслей)\s*:",
)
OTHERS = (
    r"(?:忽略|无视|忘记|忘掉).{0,12}?(?:指令|指示|提示|说明|规则|要求)|(?:给|打)"
    r".{0,12}?(?:最高分|满分)",
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
    r"\"R\d{1,3}\"\s*:\s*\{|\"instructions_seen\"|\"answer\"\s*:\s*\"(?:met|partly"
    r"|not_met|not_stated)\"",
    r"\bR\d{1,3}\s*[:=]\s*(?:met|partly|not_met|not_stated)\b",
    r"={3,}\s*(?:BEGIN|END) (?:OF )?(?:THE )?(?:UNTRUSTED )?(?:DOCUMENT|RESUME|CV|INPUT)",
    r"={3,}\s*(?:書類|文書|入力)(?:は|の)?(?:ここまで|終わり|以上|終了)",
    r"={3,}\s*КОНЕЦ (?:ДОКУМЕНТ|РЕЗЮМЕ)",
)
PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        *ENGLISH,
        *ENGLISH_MANNERS,
        *JAPANESE,
        *JAPANESE_MANNERS,
        *RUSSIAN,
        *RUSSIAN_MANNERS,
        *OTHERS,
        *MACHINES,
    )
)
