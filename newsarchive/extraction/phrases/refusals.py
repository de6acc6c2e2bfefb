"""Titles of pages that are not articles, by language: consent pages, "not found" pages, bot walls."""

# Titles of pages that ask for consent instead of showing the article.
CONSENT = {
    "en": r"cookie (?:consent|settings|policy|notice|preferences|wall)|your cookies?\b|(?:cookies? )?consent|"
    r"your (?:privacy|cookie settings)|privacy (?:gate|choices|settings|preferences)|before you continue|"
    r"we value your privacy",
    "de": r"zustimmung|einwilligung|datenschutz-?einstellungen|cookie-?(?:einstellungen|hinweis|zustimmung)|"
    r"bevor sie fortfahren",
    "fr": r"consentement|vos choix en matière de cookies|gestion des cookies|paramètres des cookies|avant de continuer",
    "es": r"consentimiento de cookies|configuración de (?:las )?cookies|antes de continuar",
    "pt": r"consentimento de cookies|definições de cookies|configurações de cookies|antes de continuar",
    "it": r"consenso (?:ai cookie|privacy)|impostazioni (?:dei )?cookie|prima di continuare",
    "nl": r"privacy-?instellingen|toestemming|cookie-?instellingen|voordat je verdergaat",
    "sv, da, no": r"samtykke|samtycke|cookie-?(?:inställningar|indstillinger|innstillinger)|personvern-?innstillinger",
    "fi": r"evästeasetukset|evästeiden|suostumus",
    "pl": r"zgoda na pliki cookie|ustawienia (?:plików )?cookies?|ustawienia prywatności",
    "cs, sk, hu, ro": r"souhlas s cookies|nastavení soukromí|nastavenie súkromia|süti ?beállítások|setări cookie",
    "el": r"ρυθμίσεις απορρήτου|συγκατάθεση",
    "ru, uk": r"согласие на обработку|настройки (?:файлов )?cookies?|налаштування (?:файлів )?cookies?",
    "tr": r"gizlilik (?:ayarları|tercihleri)|çerez (?:ayarları|tercihleri|politikası)",
    "ja, zh, ko": r"cookieの設定|プライバシー設定|隐私设置|隱私設定|쿠키 설정|개인정보 설정",
}

# Titles and headlines of "not found" pages with status 200.
NOT_FOUND = {
    "en": r"^(?:404|410|not found|page missing|oops)\W*(?:$|[|–-])|^(?:http )?(?:404|410)\W+(?:error|not|page)|"
    r"\b(?:404|410)\b.{0,40}\b(?:error|not found|page)\b|\berror 404\b|^page not found\b|"
    r"\b(?:page|article|story|content|file|url)(?: you .{1,40}?)? (?:was |is |could |can ?)?(?:not|n['’]t) (?:be )?"
    r"found|"
    r"\b(?:page|article|story|content|file|url)(?: you .{1,40}?)? (?:(?:is )?no longer (?:available|exists?)|"
    r"does(?: not|n['’]t) exist)|^(?:sorry|oops|whoops)\b.{0,40}\bpage\b",
    "de": r"(?:seite|artikel|beitrag|inhalt|dokument)\b.{0,30}\bnicht (?:mehr )?(?:gefunden|verfügbar)|fehler 404|"
    r"\b404\b.{0,40}\b(?:seite|fehler)|(?:seite|artikel) existiert nicht",
    "es": r"página no (?:encontrada|existe|disponible)|no (?:se )?(?:ha )?encontr(?:ó|ado|amos) la página|error 404",
    "pt": r"página não (?:encontrada|existe|disponível)|erro 404|não encontramos a página",
    "fr": r"page (?:introuvable|non trouvée|inexistante)|erreur 404|page n['’](?:existe pas|a pas été trouvée)",
    "it": r"pagina (?:non trovata|inesistente)|errore 404|pagina non (?:esiste|è stata trovata)",
    "nl": r"pagina (?:is )?niet (?:gevonden|beschikbaar)|deze pagina bestaat niet",
    "sv, da, no": r"sidan (?:hittades|kunde|finns) (?:inte|ej)|siden (?:blev|ble|findes|finnes|"
    r"kunne) (?:desværre )?ikke|fant ikke siden|"
    r"siden eksisterer ikke",
    "fi": r"sivua ei (?:löyty|löydy|ole)",
    "pl": r"strona (?:o podanym adresie )?nie (?:została )?(?:znaleziona|istnieje)|nie znaleziono (?:strony|"
    r"artykułu)|błąd 404",
    "cs, sk": r"stránka (?:nebyla nalezena|nenalezena|neexistuje|nebola nájdená|sa nenašla)|chyba 404",
    "hu": r"az oldal nem található|a keresett oldal",
    "ro": r"pagina nu (?:a fost găsită|există)|eroare 404",
    "bg, mk, sr": r"страницата не (?:е|беше) (?:намерена|открита)|страницата не е пронајдена|"
    r"страница није пронађена|stranica nije pronađena",
    "el": r"η σελίδα δεν (?:βρέθηκε|υπάρχει)|σφάλμα 404",
    "ru, uk": r"страниц[аы] не (?:найдена|существует)|ошибка 404|сторінк[ау] не (?:знайдено|існує)|помилка 404",
    "lt, lv, et": r"puslapis nerastas|lapa nav atrasta|lehekülge ei leitud",
    "tr": r"sayfa bulunamadı|aradığınız sayfa",
    "id, ms": r"halaman tidak (?:ditemukan|tersedia)|halaman tidak (?:dijumpai|wujud)",
    "vi": r"không tìm thấy trang|trang không tồn tại|trang (?:này )?không tồn tại",
    "th": r"ไม่พบหน้า",
    "ja": r"ページが見つかりません|お探しのページ|ページは(?:存在しません|見つかりません)|記事が見つかりません",
    "zh": r"页面不存在|頁面不存在|找不到(?:页面|頁面|网页|網頁|您)|(?:您|你)访问的页面|無法找到(?:頁面|網頁|該)",
    "ko": r"페이지를 찾을 수|존재하지 않는 (?:페이지|기사)",
    "ar": r"الصفحة (?:غير موجودة|المطلوبة غير)|لم يتم العثور على الصفحة",
    "fa": r"صفحه (?:مورد نظر )?(?:یافت|پیدا) نشد",
    "he": r"(?:הדף|העמוד) (?:המבוקש )?(?:לא נמצא|אינו קיים)",
    "hi, bn, ur": r"(?:पृष्ठ|पेज) नहीं मिला|পৃষ্ঠাটি (?:খুঁজে )?পাওয়া যায়নি|صفحہ نہیں ملا",
}

# Questions of bot walls: beginnings of titles and of short pages.
ROBOT_CHECKS = {
    "en": r"are you a (?:ro)?bot\b|robot check|bot (?:check|verification)|"
    r"verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"(?:please )?verify you(?:'|’)?re (?:a )?human|confirm (?:that )?you are (?:a )?human|captcha|security check|"
    r"checking (?:if the site connection is secure|your browser)|unusual traffic|human verification|"
    r"(?:please )?enable java ?script and cookies to continue|please (?:turn|switch) java ?script on|"
    r"(?:you need to|please) enable java ?script to (?:view|continue|access|use|run) (?:this|the|our)",
    "de": r"sind sie ein (?:ro)?bot\b|sicherheitsüberprüfung|(?:bitte )?bestätigen sie, dass sie (?:ein mensch|kein)|"
    r"(?:bitte )?(?:aktivieren sie|javascript und cookies aktivieren)[^.]{0,20} java ?script und cookies",
    "fr": r"êtes-vous un (?:ro)?bot|vérification de sécurité|veuillez (?:confirmer|vérifier) que vous (?:êtes|"
    r"n'êtes pas)|"
    r"(?:veuillez )?activez? java ?script et les cookies",
    "es": r"¿?eres un (?:ro)?bot|verificación de seguridad|(?:verifica|confirma|demuestra) que (?:eres humano|"
    r"no eres un)|"
    r"(?:por favor,? )?(?:habilite|habilita|active|activa) java ?script y (?:las )?cookies",
    "pt": r"você é um robô|verificação de segurança|(?:confirme|verifique) que (?:você )?(?:é humano|não é um)|"
    r"(?:por favor,? )?(?:habilite|ative) (?:o )?java ?script e (?:os )?cookies",
    "it": r"sei un robot|verifica di sicurezza|conferma di (?:essere umano|non essere un)|"
    r"(?:per favore,? )?abilita java ?script e (?:i )?cookie",
    "nl": r"ben je een robot|bent u een robot|beveiligingscontrole|schakel java ?script en cookies in",
    "sv, da, no": r"är du en robot|er du en robot|säkerhetskontroll|sikkerhedskontrol|sikkerhetssjekk",
    "pl": r"czy jesteś robotem|potwierdź, że (?:jesteś człowiekiem|nie jesteś)|"
    r"włącz java ?script i (?:obsługę )?(?:plików )?cookies?",
    "cs, sk": r"nejste robot|jste robot|povolte java ?script a (?:soubory )?cookies",
    "ru": r"вы не робот|вы робот|подтвердите, что (?:вы не робот|запросы отправляли вы)|проверка (?:браузера|"
    r"безопасности)|"
    r"(?:пожалуйста, )?включите java ?script и (?:файлы )?cookies?",
    "uk": r"ви не робот|підтвердьте, що ви (?:людина|не робот)|перевірка безпеки|увімкніть java ?script",
    "tr": r"robot musunuz|robot olmadığınızı|güvenlik (?:kontrolü|doğrulaması)|java ?script ve çerezleri etkinleştirin",
    "id": r"apakah (?:anda|kamu) robot|verifikasi bahwa anda (?:manusia|bukan)|aktifkan java ?script dan cookies?",
    "vi": r"bạn (?:có phải là|không phải là) (?:người máy|robot)|xác minh (?:bạn là|bảo mật)",
    "ja": r"あなたはロボットですか|私はロボットではありません|人間であることを確認|セキュリティチェック|"
    r"java ?scriptとcookieを有効",
    "zh": r"您是(?:机器人|機器人)吗?|(?:人机|人機|安全)(?:身份)?(?:验证|驗證)|"
    r"请(?:完成|进行)(?:安全)?验证|請(?:完成|進行)(?:安全)?驗證|"
    r"请启用 ?java ?script|請啟用 ?java ?script",
    "ko": r"로봇이 아닙니다|로봇인가요|사람인지 확인|보안 ?(?:확인|검사)|java ?script ?및 ?쿠키를 ?(?:사용|활성화)",
    "ar": r"هل أنت (?:روبوت|إنسان)|تأكد من أنك (?:إنسان|لست)|التحقق الأمني|يرجى تفعيل (?:جافا ?سكريبت|java ?script)",
    "fa": r"آیا شما ربات هستید|من ربات نیستم|تأیید کنید که ربات نیستید|لطفا جاوااسکریپت",
    "he": r"האם אתה רובוט|אני לא רובוט|בדיקת אבטחה",
    "hi": r"क्या आप (?:एक )?रोबोट|सत्यापित करें कि आप (?:इंसान|मानव|रोबोट)",
}
