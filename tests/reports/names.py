"""Five hundred invented names in the writing of those who bear such names."""

_PARTS = {
    "Welsh": ("Siân Llŷr Ŵyn Llŷwarch Gwenllïan Cerïan Blodwen Iolo", "ap-Rhŷs Gŵyr Llewelyn Pŵel"),
    "Polish": (
        "Łukasz Żaneta Świętosława Grażyna Bożena Stanisław Zdzisław Małgorzata",
        "Żółć Wójcik Dąbrowski Śliwińska Łęcki Gżegżółka Źrebak Ćwikła",
    ),
    "Vietnamese": (
        "Nguyễn Trần Lê Phạm Huỳnh Võ Đặng Bùi",
        "Hạnh Thủy Phượng Đức Quỳnh Tuấn Ngọc Hường",
    ),
    "Yoruba": (
        "Ọláṣubọ̀mí Adéṣẹ́gun Ìyábọ̀ Ṣọlá Tèmítọ́pẹ́ Àbíkẹ́ Ọmọ́ladé Olúwaṣeun",
        "Adébáyọ̀ Ògúnbánwò Ṣóyínká Akínwándé Ọ̀ṣúnlàjà Ẹ̀gbẹ́dá Fálànà Àjàyí",
    ),
    "Arabic": (
        "محمد علاء فاطمة خديجة عبدالله سُعاد لؤي آلاء",
        "الدين السيد الأحمد بنسعيد القحطاني العلي الإدريسي رضا",
    ),
    "Urdu": (
        "نُور پیٹر چوہدری ڈاکٹر گلناز ژالہ ٹیپو ہاجرہ",
        "شیخ قریشی بھٹی لغاری کھوکھر مرزائی ڑیسانی ںوید",
    ),
    "Punjabi": (
        "ਗੁਰਪ੍ਰੀਤ ਸਿਮਰਨ ਹਰਜਿੰਦਰ ਕਿਰਨ ਮਨਪ੍ਰੀਤ ਜਸਵੰਤ ਬਲਵਿੰਦਰ ਸ਼ਰਨਜੀਤ",
        "ਸਿੰਘ ਕੌਰ ਗਿੱਲ ਢਿੱਲੋਂ ਸੰਧੂ ਬਾਜਵਾ ਗਰੇਵਾਲ ਖ਼ਾਲਸਾ",
    ),
    "Chinese": ("李 王 張 刘 陳 赵 歐陽 諸葛", "伟 芳 娜 秀英 麗華 國強 雪 嘉欣"),
}


def names() -> list[str]:
    """A little over five hundred names, all different, every language evenly."""
    made: list[str] = []
    for language, (first, last) in _PARTS.items():
        gap = "" if language == "Chinese" else " "
        pairs = [f"{a}{gap}{b}" for a in first.split() for b in last.split()]
        made += pairs if language != "Welsh" else [*pairs, *(f"{p} Gŵyl" for p in pairs)]
    return list(dict.fromkeys(made))
