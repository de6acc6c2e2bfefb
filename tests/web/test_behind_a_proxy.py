"""The pages behind a web server: at a path of its own, over TLS, and with accounts, as docs/serving.md says."""

import re
import ssl
from datetime import UTC, datetime, timedelta
from html import unescape
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from datasette.app import Datasette
from datasette.utils import parse_metadata

from newsarchive.web.serve import Visitors
from tests.web.all_pages import PAGES
from tests.web.reverse_proxy import proxied, visit
from tests.web.support import get, served

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "serving.md").read_text(encoding="utf-8")
PREFIX = "/archive/"
# The file is archive.db, which has the name of the prefix: its tables are at another address.
TABLES = f"{PREFIX}tables"
_ADDRESS = re.compile(r'(?:href|src|action)="([^"#]*)')


def addresses_of(page: str, base: str) -> set[str]:
    """The addresses that a page names on its own server, absolute."""
    found = {urljoin(base, unescape(address)) for address in _ADDRESS.findall(page)}
    return {address for address in found if urlsplit(address).netloc == urlsplit(base).netloc}


@pytest.fixture(scope="module")
def archive_path(complete_path):
    """PAGES are those of the complete archive."""
    return complete_path


@pytest.fixture(scope="module")
def at_prefix(archive_path):
    with served(archive_path, Visitors(prefix=PREFIX, title="Coast archive")) as address:
        yield address


@pytest.mark.parametrize("strips", [False, True], ids=["the path is passed on", "the prefix is taken away"])
def test_every_address_of_every_page_has_the_prefix(at_prefix, ids, strips):
    with proxied(at_prefix, PREFIX, strips=strips) as proxy:
        named: set[str] = set()
        for name, path in PAGES.items():
            path = path.format(**ids).replace("/archive", "/tables")
            page = visit(f"{proxy}{PREFIX.rstrip('/')}{path}")
            assert page.status in (200, 400, 404), f"{name}: {page.status}"
            assert "Coast archive" in page.text
            found = addresses_of(page.text, f"{proxy}{PREFIX}")
            assert [one for one in found if not urlsplit(one).path.startswith(PREFIX)] == [], name
            assert not [one for one in found if "/archive/archive" in one], name
            named |= found
        # One address of each kind: ids and arguments do not change where a page is.
        kinds = {re.sub(r"\d+", "0", urlsplit(one).path): one for one in sorted(named)}
        assert len(kinds) > 30
        answers = {one: visit(one).status for one in kinds.values()}
        not_pages = ("/nosuch", "/logout", "/article/0")
        wrong = {one: status for one, status in answers.items() if status >= 400}
        assert [one for one in wrong if not any(part in one for part in not_pages)] == []


@pytest.mark.parametrize("strips", [False, True], ids=["the path is passed on", "the prefix is taken away"])
def test_redirects_json_and_feeds_have_the_prefix(at_prefix, strips):
    with proxied(at_prefix, PREFIX, strips=strips) as proxy:
        for path, target in (
            ("search/", "search"),
            ("tables/articles/", "tables/articles"),
            ("-/config", "-/settings"),
            (
                "tables/articles?_filter_column=outlet&_filter_op=exact&_filter_value=x",
                "tables/articles?outlet__exact=x",
            ),
        ):
            answer = visit(f"{proxy}{PREFIX}{path}")
            assert answer.status in (301, 302), path
            assert answer.headers["location"] == PREFIX + target
        found = visit(f"{proxy}{PREFIX}search.json?q=harbour").text
        assert f'"page": "{proxy}{PREFIX}article/' in found
        feed = visit(f"{proxy}{PREFIX}search.atom?q=harbour").text
        assert f'href="{proxy}{PREFIX}article/' in feed
        rows = visit(f"{proxy}{TABLES}/articles.json?_size=2").text
        assert f'"next_url": "{proxy}{TABLES}/articles.json?' in rows
        facets = visit(f"{proxy}{TABLES}/articles.json?_facet=kind").text
        assert f'"toggle_url": "{proxy}{TABLES}/articles.json?_facet=kind&kind=article"' in facets


def test_without_a_proxy_the_pages_are_at_the_prefix(at_prefix):
    assert visit(f"{at_prefix}{PREFIX}").status == 200
    assert visit(f"{at_prefix}/archive").status == 200


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> tuple[Path, Path]:
    """A self-signed certificate for localhost, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(built.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(private)
    return folder / "cert.pem", folder / "key.pem"


def test_over_tls_absolute_addresses_are_https(at_prefix, certificate):
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(*certificate)
    visitors = ssl.create_default_context(cafile=str(certificate[0]))
    with proxied(at_prefix, PREFIX, strips=False, tls=own) as proxy:
        assert proxy.startswith("https://")
        assert visit(f"{proxy}{PREFIX}", visitors).status == 200
        assert f'"page": "{proxy}{PREFIX}article/' in visit(f"{proxy}{PREFIX}search.json?q=harbour", visitors).text
        assert f"<{proxy}{TABLES}" in f"<{visit(f'{proxy}{TABLES}', visitors).headers['link']}"


def test_datasette_encrypts_by_itself(archive_path, certificate):
    with served(archive_path, ssl_certfile=certificate[0], ssl_keyfile=certificate[1]) as address:
        secure = address.replace("http://127.0.0.1", "https://localhost")
        page = visit(f"{secure}/search.json?q=harbour", ssl.create_default_context(cafile=str(certificate[0])))
        assert f'"page": "{secure}/article/' in page.text


@pytest.fixture
def with_accounts(archive_path) -> Datasette:
    """Datasette as the guide says, with a password in accounts.yaml."""
    from datasette_auth_passwords.utils import hash_password

    (text,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    metadata = parse_metadata(re.sub(r'"pbkdf2.*?"', f'"{hash_password("sea-wall", iterations=1)}"', text))
    settings = {"base_url": "/archive/", "default_allow_sql": False, "suggest_facets": False}
    return Datasette([str(archive_path)], metadata=metadata, settings=settings)


async def test_only_people_who_logged_in_may_read(with_accounts, ids):
    pages = ("/", "/search?q=harbour", "/search.json", f"/article/{ids['feature']}", "/tables/articles", "/health")
    for path in pages:
        page = await get(with_accounts, path, 403)
        assert "Harbour stays closed" not in page.text, path
    page = (await get(with_accounts, "/", 403)).text
    assert 'href="/archive/-/login"' in page
    assert 'class="site-header"' in page


async def test_the_recipe_for_accounts_logs_in_and_out(with_accounts):
    form = await get(with_accounts, "/-/login")
    assert "Coast archive" in form.text
    token = form.cookies["ds_csrftoken"]
    fields = {"username": "librarian", "password": "wrong", "csrftoken": token}
    wrong = await with_accounts.client.post("/-/login", data=fields, cookies={"ds_csrftoken": token})
    assert "Invalid username or password" in wrong.text
    fields["password"] = "sea-wall"
    right = await with_accounts.client.post("/-/login", data=fields, cookies={"ds_csrftoken": token})
    assert (right.status_code, right.headers["location"]) == (302, "/archive/")
    cookie = next(one for one in right.headers.get_list("set-cookie") if one.startswith("ds_actor="))
    assert re.search(r"path=/archive/(;|$)", cookie, re.IGNORECASE)
    session = {"ds_actor": right.cookies["ds_actor"]}
    home = (await get(with_accounts, "/", cookies=session)).text
    assert "Harbour stays closed" in home
    assert "Logged in as librarian" in home
    assert 'href="/archive/-/logout"' in home
    assert "Log out" in (await get(with_accounts, "/-/logout", cookies=session)).text
    await get(with_accounts, "/tables/articles", cookies=session)
    await get(with_accounts, "/tables?sql=select+1", 403, cookies=session)
