"""What a page says to its readers, not about the news, by language: cookies, accounts, sharing, mistakes, terms."""

# Consent to cookies. The site speaks of itself, so a report about cookies is not meant.
COOKIES = {
    "en": r"(?:we|this (?:web)?site|our (?:web)?site|"
    r"our partners)(?: and our partners)? uses? (?:\w+ ){0,3}cookies\b|"
    r"by (?:choosing|clicking|selecting|continuing|using|browsing)\b.{0,80}\bcookies\b|"
    r"(?:accept|manage|reject) (?:all |your )?cookies\W*$|cookie (?:settings|preferences|policy)\W*$",
    "de": r"(?:wir|(?:diese|unsere) (?:web)?(?:seite|site))(?: und unsere partner)? (?:nutz|verwend|setz)\w+ "
    r".{0,20}\bcookies\b|(?:durch|mit) (?:die|der) (?:weitere )?nutzung\b.{0,60}\bcookies\b|"
    r"(?:alle )?cookies (?:akzeptieren|ablehnen)\W*$|cookie-einstellungen\W*$",
    "fr": r"(?:nous|ce site|notre site)(?: et nos partenaires)? (?:utilis\w+|dépos\w+) .{0,20}\bcookies\b|"
    r"en poursuivant (?:votre|la) navigation\b.{0,80}\bcookies\b",
    "es, ca": r"(?:este sitio|esta web|nuestr[oa] \w+|aquest \w+)? ?(?:utilizamos|usamos|utiliza|usa|utilitzem|"
    r"fa servir) .{0,20}\b(?:cookies|galetes)\b",
    "pt": r"(?:este site|nosso site|nós)? ?(?:utilizamos|usamos|utiliza|usa) .{0,12}\bcookies\b",
    "it": r"(?:questo sito|il nostro sito|noi)? ?(?:utilizziamo|usiamo|utilizza|usa) .{0,12}\bcookies?\b",
    "nl": r"(?:wij|we|deze (?:web)?site|onze (?:web)?site) (?:maakt? gebruik van|gebruik(?:t|en)) .{0,12}\bcookies\b",
    "sv, da, no, fi": r"(?:vi|denna (?:webb)?sida|denne (?:hjemme|nett)?side\w*) (?:använder|bruger|bruker) .{0,12}"
    r"\b(?:cookies|kakor|informasjonskapsler)|(?:käytämme|tämä sivusto käyttää) (?:evästeitä|cookies)",
    "pl, cs, hu, ro": r"(?:ta strona|nasza strona|nasz serwis|ten serwis|my)? ?(?:używa|używamy|wykorzystujemy|"
    r"korzysta|wykorzystuje) .{0,20}\b(?:plików cookies?|ciasteczek|cookies)|(?:tento web|"
    r"používáme) .{0,20}\bcookies\b|"
    r"(?:ez a (?:web)?oldal|oldalunk|weboldalunk) .{0,20}\b(?:sütiket|cookie)|(?:acest site|"
    r"site-ul nostru) .{0,20}\bcookie",
    "ru, uk": r"(?:мы|этот сайт|наш сайт|на сайте|ми|цей сайт) (?:используе[тм]|использует|використову\w+) .{0,20}"
    r"(?:cookies?|куки)",
    "tr": r"(?:bu (?:web )?site\w*|sitemiz\w*) .{0,20}\b(?:çerez|cookie)\w* .{0,20}kullan",
    "ja": r"(?:当サイト|このサイト)(?:は|では).{0,12}(?:cookie|クッキー)",
}

# Requests to sign in, to register or to subscribe, and what stands beside them.
ACCOUNTS = {
    "en": r"(?:please )?(?:log|sign) in (?:here |or \w+ )?to (?:leave|post|add|join|comment|save|continue|"
    r"bookmark)\b|"
    r"(?:create|open) an? (?:free )?account or (?:sign|log) in\b|subscribe now to (?:read|get|access|unlock|enjoy|"
    r"support)\b|"
    r"(?:don['’]t|do not) have an account\?|already have an account\?|forgot(?:ten)? (?:your )?password\?|"
    r"(?:register|sign up) (?:now )?to (?:unlock|save|comment|join)\b|you must be (?:logged|signed) in\b",
    "de": r"(?:bitte )?(?:melden sie sich|melde dich|loggen sie sich|logg dich) (?:jetzt |bitte )?(?:an|"
    r"ein)\b.{0,12}\bum\b|"
    r"(?:haben sie|hast du) (?:bereits|noch kein|schon) (?:ein(?:en)? )?(?:abo|konto|account|zugang)\w*\?|"
    r"passwort vergessen\W*$|"
    r"um (?:mit zu diskutieren|mitzudiskutieren|zu kommentieren)\b.{0,80}\b(?:eingeloggt|angemeldet|registrier)",
    "fr": r"(?:connectez|identifiez)-vous pour (?:commenter|réagir|laisser|poster)|(?:vous n['’]avez pas de|"
    r"déjà un) compte\s?\?|"
    r"mot de passe oublié",
    "es, pt": r"(?:inicia sesión|inicie sesión|regístrate|faça login|cadastre-se) para (?:comentar|participar|"
    r"guardar)|"
    r"¿?(?:olvidaste tu contraseña|no tienes cuenta|ya tienes cuenta)\?|(?:esqueceu (?:a|sua) senha|não tem conta)\?",
    "it": r"(?:accedi|registrati|effettua il login) per (?:commentare|lasciare|salvare)|password dimenticata",
    "nl, sv, da, no": r"(?:log in|meld je aan|logga in|log ind|logg inn) (?:om te|för att|for at|"
    r"for å) (?:reageren|kommentera|"
    r"kommentere)|wachtwoord vergeten|glömt (?:ditt )?lösenord|glemt (?:dit )?(?:kodeord|passord)",
    "pl, cs": r"zaloguj się, (?:aby|by|żeby) (?:skomentować|dodać|komentować)|(?:nie )?masz (?:już )?kont[ao]\?|"
    r"(?:přihlaste se|pro přidání komentáře)",
    "ru, uk": r"(?:войдите|авторизуйтесь|зарегистрируйтесь|увійдіть),? чтобы (?:оставить|комментировать)|"
    r"только зарегистрированные пользователи|забыли пароль|увійдіть, щоб",
    "ja": r"記事に『リアクション』|(?:ご利用|閲覧|コメント)には(?:会員登録|ログイン)が必要",
}

# Requests to share a story, to write about it below, or to switch something on.
SHARING = {
    "en": r"sharing is caring|(?:please )?(?:share|like and share|tweet|pin) this (?:with|story with|article with|"
    r"post with|if)\b.{0,120}|"
    r"have something to (?:add|say) (?:to|about) this (?:story|article|post)\b|tell us what you think|"
    r"(?:what (?:do|did) you think|let us know(?: what you think)?|share your (?:thoughts|views|opinion))\b.{0,60}\b"
    r"(?:in the comments|comments? (?:section|below|box)|below)\b|sound off in the comments\b|"
    r"this slideshow requires javascript|please enable javascript\b|loading (?:photo )?gallery|"
    r"continue reading below|"
    r"(?:hide|toggle|show) caption\W*$|email the author\b|follow on twitter",
    "de": r"(?:teilen sie|teile) (?:diesen|den) (?:artikel|beitrag)\b|was (?:halten|denken|"
    r"meinen) sie\b.{0,60}\bkommentar|"
    r"(?:schreiben|verraten) (?:sie|du) (?:es )?(?:uns )?(?:\w+ )?in (?:den|die) kommentare|"
    r"dieses thema im programm\b",
    "fr": r"partage[rz] (?:cet|l['’]) ?article\b|(?:qu['’]en pensez-vous|dites-nous)\b.{0,60}\bcommentaires?",
    "es, pt": r"(?:comparte|compartir|compartilhe|partilhe) (?:esta|este|a) (?:noticia|artículo|nota|notícia|"
    r"matéria|artigo)\b|"
    r"¿?qué (?:opinas|te parece)\b.{0,60}\bcomentarios",
    "it, nl": r"condividi (?:questo|l['’]) ?articolo\b|deel dit (?:artikel|bericht)\b|(?:cosa ne pensi|"
    r"wat vind jij)\b.{0,60}\b"
    r"(?:commenti|reacties)",
    "pl, ru, uk": r"udostępnij (?:ten )?artykuł|podziel się (?:tym )?(?:artykułem|wpisem)|"
    r"(?:поделитесь|поделиться) (?:этой )?(?:статьей|статьёй|новостью|с друзьями)",
}

# Reports of mistakes by a key; a guide to a program has the key without these words.
MISTAKES = (
    r"(?=.{0,250}(?:ошибк|опечатк|помилк|грешк|выдел|виділ|\berrors?\b|typo|mistake|spelling|fehler|błąd|literów|"
    r"hib[aá]|"
    r"greše?k|klaid|kļūd|iezīmē|viga|virhe|hata)).{0,250}\bctrl ?\+ ?enter\b"
)

# What a site says about itself under a story: how it earns money, that it jokes, whose opinions these are.
DISCLAIMERS = {
    "en": r"\W?disclaimer:.{0,60}\b(?:satir\w*|parody|affiliate|commission)\b|"
    r".{3,80}\bparticipates? in (?:the |various )?.{0,80}\baffiliate\b|as an amazon associate\b|"
    r"(?:this (?:post|article|page|site|story)|our (?:posts?|site|articles?)) (?:may )?contains? affiliate links|"
    r"we (?:may|might) (?:receive|earn|get) (?:a|an) (?:\w+ )?commission\b|"
    r".{3,60}\bprovides commentary on (?:\w+ ){0,2}news stories\b",
    "de": r"(?:dieser|der) (?:artikel|beitrag|text) enthält (?:sogenannte )?affiliate-?links|(?:mit|"
    r"als) amazon-partner\b",
    "fr, es, pt, it": r"(?:cet article|este artículo|este artigo|questo articolo) (?:contient|contiene|"
    r"contém) .{0,20}\b(?:affili|afili)",
}

# Terms of use in the page's footer: the story is over.
SITE_TERMS = {
    "en": r"(?:registration on or )?(?:your )?use of (?:and/or registration on any portion of )?this "
    r"(?:web)?site (?:constitutes|"
    r"signifies|implies|indicates)\b|by using this (?:web)?site,? you (?:agree|accept|consent)\b|"
    r"your california privacy rights\b|"
    r"the material on this (?:web)?site may not be (?:reproduced|copied)|"
    r"(?:©|\(c\)|copyright|\d{4}).{0,100}\ball rights reserved(?:\W*$|\W.{0,40}\b(?:terms|privacy|use of|contact)\b)|"
    r".{0,60}© all rights reserved\W*$|"
    r"terms (?:of (?:use|service)|and conditions)\W{1,5}(?:\w+ ){0,2}privacy",
    "de": r"(?:©|copyright|\d{4}).{0,100}\balle rechte vorbehalten\b|(?:impressum|"
    r"datenschutz)\W{1,5}(?:datenschutz|impressum|agb)\b",
    "fr": r"(?:©|copyright|\d{4}).{0,100}\btous droits réservés\b|mentions légales\W{1,5}\w+",
    "es, pt, it": r"(?:©|copyright|\d{4}).{0,100}\b(?:todos los derechos reservados|todos os direitos reservados|"
    r"tutti i diritti "
    r"riservati)\b|aviso legal\W{1,5}\w+",
    "ru, uk, pl": r"(?:©|copyright|\d{4}).{0,100}(?:все права защищены|усі права захищен|wszelkie prawa zastrzeżone)",
}
