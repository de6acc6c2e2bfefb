"""Lines at which a text stops because the rest must be paid for, by language."""

# What readers must do to continue, or for whom the rest of the text is.
PAYWALL = {
    "en": r"read on\b.{1,40}\b(?:subscri|sign|log ?in|regist|become a|member)|"
    r"(?:please )?(?:subscribe|sign (?:up|in)|log ?in|register|create (?:a free|an|your) account|"
    r"become a (?:member|"
    r"subscriber)|start your (?:free )?trial)\b.{0,60}\bto (?:continue|keep|finish|read|unlock|access|view)\b|"
    r"(?:do you |you )?(?:want )?to (?:continue|keep) reading\b|"
    r"(?:continue|keep) reading\b.{1,60}\b(?:subscri|sign|log ?in|regist|account|trial|member)|"
    r"read the (?:full|entire|whole|rest of (?:the|this)) (?:story|article|report|piece)\b.{1,60}"
    r"\b(?:subscri|sign|log ?in|regist|account|trial|member)|"
    r"(?:this|the rest of this|the full) (?:article|story|content|post|report|page)\b.{0,20} (?:is|are) "
    r"(?:only |exclusively |reserved |available |locked |exclusive )*(?:for|to) .{0,40}\b(?:subscribers?|members?)\b|"
    r"already (?:a|an) (?:subscriber|member|registered user)\b|you(?:['’]ve| have) (?:reached|read|used|hit) "
    r"(?:your|all|the|\d+).{0,40}\b(?:articles?|stories|limit)\b|unlock (?:this|the full) (?:article|story)\b|"
    r"(?:for )?subscribers? only\W*$|this is (?:a|an) (?:premium|subscribers?['’]?|members?['’]?)[- ](?:only |"
    r"exclusive )?"
    r"(?:article|story|content)",
    "de": r"(?:jetzt )?weiterlesen\W{1,4}(?:jetzt )?(?:abonn|anmeld|einlogg|registr|freischalt|abo\b|abonnent)|"
    r"(?:jetzt )?(?:abonnieren|anmelden|registrieren|einloggen|testen|freischalten)\b.{0,40}\b(?:und|um)\b.{0,30}"
    r"\bweiter(?:zu)?lesen|möchten sie (?:weiterlesen|mehr lesen)|wählen sie ihren zugang|"
    r"(?:jetzt )?weiterlesen (?:mit|für)\b|"
    r"(?:dieser|diesen) (?:artikel|beitrag|text|inhalt)\b.{0,40}\b(?:nur für|exklusiv für|kostenpflichtig|"
    r"(?:abonnent|premium|plus)\w*)|lesen sie (?:den|diesen) (?:ganzen |vollständigen |kompletten )?(?:artikel|text|"
    r"beitrag)"
    r"(?: weiter)? (?:mit|als|im abo)|(?:sie sind |bist du |ich bin )?(?:bereits |"
    r"schon )?(?:digital)?abonnent(?:in)?\s*\?|"
    r"um (?:diesen|den) (?:ganzen |vollständigen )?(?:artikel|text|beitrag) (?:weiter|zu lesen|lesen)|"
    r"sie haben (?:noch )?kein(?:en)? (?:abo|zugang)|nur für abonnenten",
    "fr": r"(?:lire|lisez) la suite\W{1,4}(?:abonne|connecte|identifie|inscri|créez)|"
    r"pour lire la suite|(?:la suite|le reste|l['’]intégralité|la totalité) (?:de (?:cet |"
    r"l['’])article )?(?:est |vous est )?"
    r"(?:réservée?|accessible)|(?:cet article|ce contenu) est (?:réservé|exclusivement|uniquement)|(?:article|"
    r"contenu) réservé "
    r"(?:aux|à nos)|il vous reste .{1,10}% (?:de cet|de l|à lire)|(?:vous êtes )?déjà abonnée?\b|(?:abonnez|"
    r"connectez|identifiez|"
    r"inscrivez)-vous (?:pour|et) (?:lire|continuer|accéder|découvrir|poursuivre)|pour (?:continuer|"
    r"poursuivre) (?:votre|la|à) "
    r"(?:lecture|lire)|vous avez (?:déjà un compte|atteint la limite)",
    "es": r"(?:sigue|seguir|continúa|continuar) leyendo\W{1,4}(?:suscr|regístr|inicia|hazte)|"
    r"(?:suscríbete|suscríbase|regístrate|regístrese|inicia sesión|inicie sesión|hazte (?:socio|"
    r"suscriptor))\b.{0,30}"
    r"\bpara (?:seguir|continuar|leer|acceder)|para (?:seguir|continuar) leyendo|(?:este|esta) (?:contenido|"
    r"artículo|noticia|nota) "
    r"es (?:exclusiv[oa]|s[oó]lo|únicamente) para|(?:contenido|artículo) (?:exclusivo|s[oó]lo) para (?:suscriptores|"
    r"socios|abonados)|"
    r"¿?ya (?:eres|es|estás) (?:suscriptor|suscrit[oa]|socio)|has (?:superado|alcanzado|llegado)\b.{0,40}(?:límite|"
    r"artículos)|"
    r"sigue leyendo (?:con|por|desde)",
    "pt": r"continue (?:lendo|a ler)\W{1,4}(?:assin|subscrev|faça|cadastr)|"
    r"(?:assine|cadastre-se|faça (?:o )?login|torne-se assinante|subscreva)\b.{0,30}\bpara (?:continuar|ler|"
    r"ter acesso|"
    r"desbloquear)|para continuar (?:lendo|a ler)|(?:este|esta) (?:conteúdo|artigo|matéria|"
    r"reportagem) é (?:exclusiv[oa]|restrit[oa])|"
    r"(?:conteúdo|artigo) exclusivo para (?:assinantes|membros|subscritores)|já é (?:assinante|subscritor)|"
    r"continue (?:lendo|a ler) (?:com|por|este)",
    "it": r"continua a leggere\W{1,4}(?:abbona|registra|accedi)|"
    r"(?:abbonati|registrati|accedi) per (?:continuare|leggere|proseguire)|per continuare (?:a leggere|"
    r"la lettura)|"
    r"(?:questo|l['’]) ?(?:articolo|contenuto) è (?:riservato|disponibile solo|esclusivo)|(?:articolo|"
    r"contenuto) (?:riservato agli|"
    r"per (?:soli )?) ?abbonati|(?:sei )?già abbonato",
    "ca": r"subscriu-te per (?:continuar|seguir|llegir)|per (?:continuar|seguir) llegint",
    "nl": r"lees verder\W{1,4}(?:word|abonneer|log in|registreer)|"
    r"(?:abonneer|registreer|log in|meld je aan|word (?:lid|abonnee))\b.{0,40}\b(?:om|en) (?:verder te lezen|"
    r"lees|"
    r"verder|te lezen|toegang)|verder lezen\s*\?|(?:dit|deze) (?:artikel|verhaal|inhoud) is (?:exclusief|alleen|"
    r"enkel) |"
    r"(?:al|reeds|bent u|ben je) (?:al )?abonnee\s*\?|alleen voor abonnees|wil je (?:dit artikel|verder) lezen",
    "sv": r"läs vidare\W{1,4}(?:bli|prenumerera|köp|logga in|teckna|skaffa|starta)|"
    r"(?:logga in|bli prenumerant|prenumerera|köp|teckna)\b.{0,40}\b(?:för att|och) (?:läsa|fortsätta|läs)|"
    r"(?:den här|denna) artikeln? (?:är|kräver)\b.{0,30}(?:prenumera|låst)|(?:redan|är du(?: redan)?) prenumerant|"
    r"läs vidare (?:med|genom)|(?:endast |bara )?för prenumeranter\W*$",
    "da": r"læs videre\W{1,4}(?:bliv|køb|log ind|tegn|opret)|"
    r"(?:log ind|bliv (?:abonnent|medlem)|køb (?:abonnement|adgang)|tegn abonnement|"
    r"opret)\b.{0,40}\b(?:for at|og) "
    r"(?:læse|få adgang|læs)|(?:denne )?artikel(?:en)? er (?:kun )?(?:for|forbeholdt|låst)|(?:allerede|"
    r"er du(?: allerede)?) abonnent|"
    r"læs videre (?:med|for)|kun for abonnenter",
    "no": r"les videre\W{1,4}(?:bli|kjøp|logg inn|bestill|få tilgang)|"
    r"(?:logg inn|bli abonnent|kjøp|bestill)\b.{0,40}\b(?:for å|og) (?:lese|få)|(?:denne )?(?:artikkelen|"
    r"saken) er (?:kun )?"
    r"(?:for|forbeholdt)\b.{0,20}abonnent|for å lese (?:videre|hele|resten|saken)",
    "fi": r"(?:lue lisää|jatka lukemista)\W{1,4}(?:tilaa|kirjaudu|rekisteröidy)|"
    r"(?:tilaa|kirjaudu|rekisteröidy)\b.{0,40}\b(?:jatkaaksesi|lukeaksesi|jatka lukemista)|"
    r"(?:tämä )?(?:artikkeli|juttu|"
    r"sisältö) on (?:vain|tarkoitettu|tilaaj)|(?:oletko )?jo tilaaja|jatka lukemista\b.{1,40}(?:tila|kirjau)|"
    r"vain tilaajille",
    "pl": r"czytaj dalej\W{1,4}(?:wykup|kup|zaloguj|subskrybuj|zarejestruj)|"
    r"(?:zaloguj się|wykup|kup|zarejestruj się|subskrybuj|załóż konto)\b.{0,50}\b(?:aby|żeby|by|i) (?:czyta|"
    r"przeczyta|uzyska|"
    r"kontynuowa)\w*|(?:ten )?(?:artykuł|materiał|tekst)(?: jest)?(?: dostępny)? (?:tylko|wyłącznie|jedynie) dla|"
    r"pozostało (?:jeszcze )?\d+ ?% (?:artykułu|tekstu|treści)|aby (?:czytać dalej|przeczytać (?:cały|całość))|"
    r"(?:dalsza|pozostała) (?:część|treść) .{0,20}dostępna",
    "cs, sk": r"(?:čtěte dále?|čítajte ďalej)\W{1,4}(?:předpla|přihl|kup|predpla|prihl)|"
    r"(?:předplaťte|přihlaste se|kupte si|odemkněte|predplaťte|prihláste sa|odomknite)\b.{0,50}\b(?:čt|"
    r"pokračov|dočít|čít)|"
    r"(?:tento )?(?:článek|článok|obsah) je (?:určen |dostupný )?(?:jen|pouze|len|iba|pro předplatitele|"
    r"pre predplatiteľov)|"
    r"zbývá vám (?:přečíst|dočíst)",
    "hu": r"(?:fizessen|fizess) elő\b.{0,50}(?:olvas|folytat)|(?:ez a |a )?(?:cikk|tartalom) (?:csak|"
    r"kizárólag) .{0,10}előfizető|"
    r"(?:már |ön már )?előfizetőnk?\s*\?",
    "ro": r"(?:abonează-te|abonați-vă|autentifică-te|conectează-te)\b.{0,40}\b(?:pentru a|ca să) (?:citi|continua|"
    r"accesa)|"
    r"acest (?:articol|conținut) (?:este|e) (?:disponibil )?(?:exclusiv|doar|numai)|pentru a (?:citi în continuare|"
    r"continua lectura)",
    "hr, sr, bs": r"(?:pretplatite se|prijavite se|registrirajte se|registrujte se|претплатите се|"
    r"пријавите се)\b.{0,40}"
    r"(?:nastav|čita|pročita|настав|чита|прочита)|(?:ovaj|овај) (?:članak|sadržaj|tekst|чланак|садржај) .{0,30}"
    r"(?:pretplatni|претплатни)",
    "bg": r"(?:абонирайте се|влезте|регистрирайте се)\b.{0,40}за да (?:четете|прочетете|продължите)|(?:тази|"
    r"статията) .{0,30}абонати",
    "el": r"(?:συνδεθείτε|εγγραφείτε|γίνετε συνδρομητ\w+)\b.{0,40}για να (?:διαβάσετε|συνεχίσετε)|"
    r"για να (?:συνεχίσετε την|"
    r"διαβάσετε (?:ολόκληρο|τη συνέχεια))|(?:το|αυτό το) (?:άρθρο|περιεχόμενο) .{0,30}συνδρομητ|είστε ήδη συνδρομητ",
    "ru": r"читать (?:далее|дальше|полностью)\W{1,4}(?:оформ|подпи|войд|зарегистр)|"
    r"(?:оформите подписку|подпишитесь|войдите|зарегистрируйтесь|авторизуйтесь)\b.{0,50}\b(?:чтобы|"
    r"и) (?:читать|прочитать|"
    r"прочесть|продолжить|читайте|получить)|чтобы (?:прочитать|прочесть|читать|продолжить) (?:полност|весь|дальше|"
    r"далее|чтение|статью)"
    r"|(?:этот |эта )?(?:материал|статья|текст|контент) (?:доступ\w+ )?(?:только )?(?:по подписке|(?:для )?подписчик)|"
    r"вы уже (?:подписчик|подписаны)|(?:полный текст|продолжение) .{0,30}подписк",
    "uk": r"читати далі\W{1,4}(?:оформ|підпи|увійд|передпла)|"
    r"(?:оформіть|підпишіться|увійдіть|зареєструйтес[ья]|передплатіть)\b.{0,50}\b(?:щоб|аби) (?:читати|"
    r"прочитати|продовжити)|"
    r"щоб (?:прочитати (?:повністю|далі)|читати далі|продовжити читання)|(?:цей |ця )?(?:матеріал|стаття|"
    r"текст) (?:доступн\w+ )?"
    r"(?:лише|тільки) .{0,10}(?:передплатник|підписник|за передплатою|за підпискою)",
    "lt, lv, et": r"(?:prenumeruok|prisijunkite)\b.{0,40}skaity|(?:abonē|pieslēdzies)\b.{0,40}lasī|(?:telli|"
    r"logi sisse)\b.{0,40}luge",
    "tr": r"(?:devamını oku|okumaya devam et)\W{1,4}(?:abone|üye|giriş)|"
    r"(?:abone ol(?:un)?|üye ol(?:un)?|giriş yap(?:ın)?|kayıt ol(?:un)?)\b.{0,50}(?:okumaya devam|"
    r"devamını oku|tamamını oku)|"
    r"(?:okumaya devam etmek|(?:haberin |yazının )?(?:devamını|tamamını) okumak) için|(?:bu )?(?:içerik|haber|"
    r"makale|yazı) "
    r"(?:sadece|yalnızca) .{0,10}(?:abone|üye)|zaten abone",
    "id, ms": r"(?:berlangganan|daftar|masuk|login|langgan)\b.{0,40}\buntuk (?:membaca|melanjutkan|mengakses|terus)|"
    r"untuk (?:melanjutkan|"
    r"terus) (?:membaca|baca)|(?:artikel|konten|berita|kandungan) ini (?:hanya|khusus|"
    r"eksklusif) .{0,10}(?:pelanggan|member|anggota)|"
    r"sudah berlangganan",
    "vi": r"(?:đăng ký|đăng nhập|mua gói)\b.{0,40}để (?:đọc|tiếp tục|xem)|(?:bài viết|"
    r"nội dung) này (?:chỉ )?dành (?:riêng )?cho",
    "th": r"(?:สมัครสมาชิก|เข้าสู่ระบบ|ลงทะเบียน).{0,40}(?:เพื่ออ่าน|อ่านต่อ)",
    "ja": r"続きを読む\W{1,3}(?:会員|ログイン|購読|無料登録)|"
    r"(?:この|当)(?:記事|コンテンツ)は、?(?:有料|会員|購読者|プレミアム)|この先は|ここから先は|続きを(?:読む|"
    r"ご覧になる)には|"
    r"(?:この)?続きは.{0,20}(?:会員|登録|購読|ログイン|有料)|全文を(?:読む|ご覧になる)には|"
    r"(?:記事の)?残り ?[:：]?[\d,０-９]+ ?(?:文字|字)|"
    r"(?:ログイン|会員登録|無料登録|購読)(?:して|すると)、?(?:続き|全文)|(?:有料|無料)?会員限定(?:記事|"
    r"の記事)?(?:です)?[。\W]*$|"
    r"有料会員になると",
    "zh": r"(?:请|請|立即)?(?:订阅|訂閱|登录|登入|注册|註冊|加入会员|加入會員|付费|付費|开通会员)(?:后|後|以|即可|"
    r"会员|會員)?.{0,12}"
    r"(?:继续阅读|繼續閱讀|阅读全文|閱讀全文|查看全文|解锁全文|解鎖全文)|(?:本文|此文|此文章|本篇)(?:章|报道|"
    r"報導)?(?:为|為|是|仅|僅|只).{0,10}"
    r"(?:付费|付費|会员|會員|订户|訂戶|订阅|訂閱)|(?:剩余|剩餘|还剩|還剩) ?\d+ ?%",
    "ko": r"(?:로그인|구독|회원 ?가입|결제)(?:하시면|하면|하고| ?후|해야)?.{0,12}(?:전문|계속|이어서|전체)(?:을|"
    r"를)? ?(?:읽|보|볼|이용)|"
    r"(?:이|본|해당) (?:기사|콘텐츠)는 .{0,12}(?:유료|구독자|회원).{0,6}(?:전용|대상|만)|(?:유료|구독자|"
    r"회원) ?전용 ?(?:기사|콘텐츠)",
    "ar": r"(?:اشترك|سجل|سجّل|سجلوا|اشتركوا|قم بتسجيل الدخول).{0,40}(?:لمتابعة|لقراءة|لمواصلة|للوصول)|لمتابعة القراءة|"
    r"هذ[اه] (?:المقال|المحتوى|المادة) (?:متاحة?|مخصصة?|حصرية?).{0,30}مشتركين",
    "fa": r"برای (?:ادامه|خواندن|مطالعه).{0,40}(?:اشتراک|عضو|وارد شوید)|(?:این )?(?:مطلب|مقاله|محتوا) (?:ویژه|مخصوص|"
    r"فقط برای) "
    r"(?:مشترک|اعضا)",
    "he": r"(?:הירשמו|הירשם|התחברו|התחבר|הצטרפו|הצטרף|רכשו).{0,40}(?:להמשיך|להמשך|לקרוא|לקריאה)|להמשך קריאה|"
    r"(?:ה?כתבה|תוכן)(?: זו| זה)? (?:זמינה? )?(?:רק )?למנויים",
    "hi": r"(?:सब्सक्राइब|लॉग ?इन|साइन ?इन|रजिस्टर).{0,40}(?:पढ़ने|पढ़ें|आगे)|(?:आगे|पूरी|पूरा) (?:खबर |ख़बर |"
    r"लेख )?पढ़ने के लिए|"
    r"(?:यह|ये) (?:लेख|खबर|ख़बर) .{0,20}(?:सब्सक्राइबर|सदस्यों|प्रीमियम)",
}
