# SPDX-License-Identifier: Apache-2.0
"""Toneless pinyin from the tables of the project; used by the scripts beside this file."""
import bz2
import csv
import unicodedata

UNIHAN = "/usr/share/unicode/Unihan_Readings.txt.bz2"      # Debian package unicode-data

# Words in which the default reading of a character is wrong; longest first wins.
WORDS = {"重复": "cf", "重改": "cg", "重阳": "cy", "曾祖": "zz", "曾孙": "zs", "藏族": "zz", "长子": "zz", "长女": "zn"}


def toneless(reading):
    """'lǜ' -> 'lv', 'zhòng' -> 'zhong'."""
    letters = unicodedata.normalize("NFD", reading)
    letters = letters.replace("u\u0308", "v").replace("e\u0302", "e")
    # a tone mark may stand between the vowel and the diaeresis
    for mark in "\u0300\u0301\u0304\u030c":
        letters = letters.replace("u" + mark + "\u0308", "v")
    return "".join(c for c in letters if c.isascii() and c.isalpha())


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def write_csv(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def default_readings(path):
    return {r["hanzi"]: r["pinyin"] for r in read_csv(path)}


def initials(text, readings):
    """First letters of a Chinese name; Latin letters and digits stay, other signs fall out."""
    key, i = "", 0
    while i < len(text):
        word = text[i:i + 2]
        if word in WORDS:
            key, i = key + WORDS[word], i + 2
            continue
        c = unicodedata.normalize("NFKC", text[i])
        if c in readings:
            key += readings[c][0]
        elif c.isascii() and c.isalnum():
            key += c.lower()
        elif "\u3400" <= c <= "\u9fff":
            raise SystemExit(f"no reading for {c} in {text}")
        i += 1
    return key


def unihan(*fields):
    """Yields (field, character, value) in the order of the file."""
    with bz2.open(UNIHAN, "rt", encoding="utf-8") as f:
        for line in f:
            if line.startswith("U+"):
                point, field, value = line.rstrip("\n").split("\t")
                if field in fields:
                    yield field, chr(int(point[2:], 16)), value
