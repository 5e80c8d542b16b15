"""The words that durations are written with, in the languages that inventories come in. Data, no logic.

All words are casefolded. "m" is minutes, never months; "gg" is Italian days; "time" and "timer" are Danish hours.
Letters that mean different units in different languages (t, g) are left out: they are asked about.
"""

from fractions import Fraction
from typing import Final, Literal, TypeAlias

Unit: TypeAlias = Literal["seconds", "minutes", "hours", "days", "weeks"]

UNIT_SECONDS: Final[dict[str, int]] = {
    "seconds": 1,
    "minutes": 60,
    "hours": 3_600,
    "days": 86_400,
    "weeks": 604_800,
}


def _set(words: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in words.split())


# fmt: off
_WORDS: Final[dict[str, str]] = {
    "seconds": "s sec secs second seconds sek seg segs sekunde sekunden seconde secondes seconden segundo segundos"
               " secondo secondi sekund sekunder sekunnin sekunti sekuntia sekunda sekundy sekundę vteřina vteřiny"
               " saniye sn másodperc secundă secunde сек секунда секунды секунд δευτερόλεπτα detik giây 秒 초"
               " שניות ثانية ثواني",
    "minutes": "m mn min mins minute minutes minuten minuto minutos minuti minut minuta minuty minutę minuter"
               " minutter minuut minuuttia minuutti minuutin dakika dk perc мин минута минуты минут хв λεπτό λεπτά"
               " menit phút 分 分钟 分鐘 分間 분 דקות דקה دقيقة دقائق",
    "hours": "h hs hr hrs hour hours std stunde stunden heure heures hora horas ora ore oră uur uren u time timer"
             " timme timmar tim tunti tuntia tunnin godz godzina godziny godzin hod hodina hodiny hodin saat sa óra"
             " sat sata sati ura ure val valanda valandos stunda stundas tund tundi ч час часа часов ώρα ώρες"
             " jam giờ 時間 小时 小時 时 時 시간 שעה שעות ساعة ساعات",
    "days": "d day days j jour jours tag tage tagen día días dia dias gg giorno giorni dag dage dagar dagen døgn"
            " dygn päivä päivää pv vrk doba doby dzień dni den dny dní gün nap zi zile dan dana дн день дня дней сут"
            " сутки суток ημέρα ημέρες μέρα μέρες hari ngày 日 日間 天 일 יום ימים يوم أيام",
    "weeks": "w wk wks week weeks woche wochen semaine semaines semana semanas settimana settimane sett weken"
             " vecka veckor uge uger uke uker viikko viikkoa tydzień tygodnie tygodni týden týdny hafta hét нед"
             " неделя недели недель εβδομάδα εβδομάδες minggu tuần 週 週間 周 주",
}
UNIT_WORDS: Final[dict[str, Fraction]] = {
    word.casefold(): Fraction(UNIT_SECONDS[unit]) for unit, words in _WORDS.items() for word in words.split()
} | {word: Fraction(1, 1_000) for word in ("ms", "msec", "millisecond", "milliseconds", "millisekunden")}

# Months and years have no fixed length.
CALENDAR_WORDS: Final[dict[str, int]] = {
    word: days
    for days, words in {
        30: "mo mos mon mth mths month months monat monate monaten mois mes meses mese mesi maand maanden månad"
            " månader måned måneder mesiąc miesiące ay hónap месяц месяца месяцев",
        90: "quarter quarters quartal quartale trimestre trimestres kvartal",
        365: "y yr yrs year years jahr jahre jahren an ans année années año años ano anos anno anni jaar år rok"
             " lata yıl év год",
    }.items()
    for word in words.split()
}

# Time that passes only while somebody is at work, in the words that stand beside a unit, or alone.
BUSINESS_WORDS: Final[frozenset[str]] = _set(
    "business working work workday workdays office nbd bd werktag werktage werktagen arbeitstag arbeitstage"
    " arbeitstagen arbeitsstunden ouvré ouvrés ouvrée ouvrées ouvrable ouvrables lavorativo lavorativi lavorative"
    " hábil hábiles laborable laborables útil úteis werkdag werkdagen werkuur werkuren arbetsdag arbetsdagar"
    " arbejdsdag arbejdsdage hverdag hverdage virkedag virkedager robocze roboczy roboczych pracovní рабочих"
    " рабочий рабочего"
)

ABOUT: Final = (
    "~", "≈", "ca", "circa", "approx", "approximately", "about", "around", "roughly", "etwa", "ungefähr", "env",
    "environ", "aprox", "cerca de", "ongeveer", "około", "noin",
)
AT_MOST: Final = (
    "<", "<=", "=<", "≤", "⩽", "≦", "≮", "up to", "at most", "less than", "under", "below", "within", "no more than",
    "not more than", "max", "maximum", "maximal", "bis zu", "bis", "höchstens", "unter", "weniger als", "innerhalb",
    "moins de", "maxi", "jusqu'à", "sous", "menos de", "hasta", "até", "máx", "máximo", "entro", "meno di", "fino a",
    "minder dan", "binnen", "under", "inom", "inden for", "mindre än", "mindre end", "maks", "do", "poniżej",
)
AT_LEAST: Final = (
    ">", ">=", "=>", "≥", "⩾", "≧", "at least", "more than", "over", "above", "longer than", "not less than",
    "mehr als", "über", "mindestens", "ab", "plus de", "au moins", "más de", "mais de", "pelo menos", "al menos",
    "oltre", "più di", "almeno", "meer dan", "minstens", "mer än", "mere end", "minst", "mindst", "powyżej",
)
AT_MOST_AFTER: Final = ("or less", "or fewer", "max", "maximum", "at most", "tops", "oder weniger", "以内", "以下")
AT_LEAST_AFTER: Final = ("+", "or more", "plus", "and more", "and above", "oder mehr", "ou plus", "o más", "以上")
TO: Final = ("to", "bis", "à", "a", "al", "til", "till", "tot", "do", "until", "до")
AND: Final = ("and", "und", "et", "e", "y", "i", "og", "och", "en", "ja", "и")

# Words that speak of a length of time without stating one.
QUALITIES: Final[frozenset[str]] = _set(
    "immediate immediately instant instantly instantaneous near nearly zero quasi zéro nul null none no loss"
    " real realtime best effort asap sofort unverzüglich nahezu fast immédiat immédiate immediato immediata"
    " inmediato inmediata imediato imediata omgaande direct onmiddellijk omedelbar last latest previous backup"
    " snapshot continuous continuously continu minimal negligible short long daily nightly hourly weekly monthly"
    " overnight sync synchronous asynchronous"
)
# Words that may stand beside those, and say nothing alone.
QUANTIFIERS: Final[frozenset[str]] = _set(
    "a an the of to or and few some several many couple within in under less than more up time data cases most"
    " case next same single half full at about approximately low high very mere einige wenige quelques algunos"
    " varios alcuni poche pochi enkele några få kilka par from bis à until after by on"
)
# fmt: on
