"""Words that people make keys and passwords of, in small letters without marks and gaps: English, Vietnamese, names, places, offices, what
manuals write where a key belongs, famous lines and numbers. Whoever guesses tries them first."""

from __future__ import annotations

_ENGLISH = """
password passwd pass secret change please default example welcome letmein admin administrator root user test testing master backup login
token qwerty dragon love you iloveyou monkey key your my here open openssl base urandom python hex rand head echo import print docker
this that is not it the and for with from a of to in on real super very long random string some enter insert put replace now must strong
safe keep save private public signing sign jwt session cookie flask django insecure development develop dev production prod staging local
server service client web site app api data database system config setting settings env name company office portal hello world good
morning night day year month summer winter spring autumn football baseball soccer basketball hockey sunshine princess superman batman
spiderman pokemon starwars shadow flower freedom forever baby angel lovely money computer internet google facebook microsoft windows
linux apple samsung phrase passphrase words word number letter text dead beef cafe babe face feed code c0ffee bad food correct horse
battery staple sesame trustno star access control security secure safety unlock lock door house home family happy birthday christmas
newyear merry lucky magic king queen prince jesus god heaven hunter killer ninja pirate tiger lion eagle cheese coffee chocolate banana
orange red blue green black white yellow purple gold silver one two three four five six seven eight nine ten zero hundred thousand
million first last new old big small great best only never always remember forget me us we they guess can will be do go get make time
people life work school teacher student friend mother father brother sister son daughter boy girl man woman city country street river
thisis thisisa secretkey mykey mysecret
thequickbrownfox jumps over lazy dog maytheforcebewithyou tobeornottobe thatisthequestion loremipsum dolor sitamet consectetur
"""
_VIETNAMESE = """
matkhau khoa bimat khoabimat saoluu macdinh cuatoi toi em anh chi con bame me bo yeu emyeuanh anhyeuem toiyeu nhieu lam conyeu xinchao
chao cacban chucmung nammoi hanhphuc suckhoe vodich hochiminh bacho muonnam quockhanh giaiphong dang quantri quantrivien hethong
motcua uyban nhandan ubnd hdnd mttq dichvucong truyenthong congthongtin thongtin dientu chuyendoiso chinhquyen hanhchinh hanhchinhcong
canbo congchuc vienchuc lanhdao vanphong phong ban so huyen xa phuong thitran tinh thanhpho quan thon xom congan quandoi dien thoai
sodienthoai antoan baomat anninh mang maychu khongai doanduoc khongbiet dayla la cua cho va nay day mot hai ba bon nam sau bay tam chin
muoi ngay thang nam tuoi sinhnhat gia dinh giadinh nha truong hoc sinh thay giao bongda phuctap dexuat kiennghi phananh nguoidan
"""
_NAMES = """
nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly van thi thivan minh hung dung tuan linh lan hoa mai huong thao
trang hanh nam quang thanh phuc duc long son hai viet vietnam hanoi hue danang saigon tphcm cantho haiphong nhatrang dalat vungtau
thanhhoa nghean hatinh quangbinh quangtri quangnam quangngai binhdinh phuyen khanhhoa ninhthuan binhthuan kontum gialai daklak daknong
lamdong dongnai binhduong binhphuoc tayninh longan tiengiang bentre travinh vinhlong dongthap angiang kiengiang haugiang soctrang baclieu
camau phutho viettri vinhphuc hoabinh sonla dienbien laichau laocai yenbai hagiang caobang bacgiang backan langson tuyenquang thainguyen
bacninh quangninh haiduong hungyen thaibinh hanam namdinh ninhbinh buonmathuot benthanh binhan tanbinh binhminh hoaan
"""
WORDS = frozenset(f"{_ENGLISH}{_VIETNAMESE}{_NAMES}".split())
NUMBERS = (
    "314159265358979323846264338327",
    "271828182845904523536",
    "112358132134558914423377",
    "235711131719232931374143",
    "141421356237309504880",
)
"""π, e, Fibonacci's row, the primes, the root of two."""
