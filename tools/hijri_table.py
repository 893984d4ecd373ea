#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes the years 1356 to 1500 of the Umm al-Qura calendar and prints data/time/hijri.tsv.

A month starts on the evening of the first day on which, at Mecca (21.4225 N, 39.8262 E), the conjunction of sun and moon lies before sunset
and the moon sets after the sun (rule in force since 1423, here from 1420).  Up to 1419 and from 1451 the published calendar, as the Java
library prints it, starts later about every third month; there the moon is asked to stand 3.35 degrees above the horizon at sunset, the
height that agrees best with it.  Sun and moon by the series of J. Meeus, Astronomical Algorithms, 2nd edition,
chapters 25 and 47, the main terms (moon to about 0.02 degrees).  Usage: tools/hijri_table.py > data/time/hijri.tsv
"""
import datetime
import math

LATITUDE, LONGITUDE = 21.4225, 39.8262
J2000 = 2451545.0
EPOCH = datetime.date(1970, 1, 1)
# (D, M, M', F, sine of longitude, 1e-6 degrees)
MOON_LONGITUDE = [
    (0, 0, 1, 0, 6288774), (2, 0, -1, 0, 1274027), (2, 0, 0, 0, 658314), (0, 0, 2, 0, 213618), (0, 1, 0, 0, -185116), (0, 0, 0, 2, -114332),
    (2, 0, -2, 0, 58793), (2, -1, -1, 0, 57066), (2, 0, 1, 0, 53322), (2, -1, 0, 0, 45758), (0, 1, -1, 0, -40923), (1, 0, 0, 0, -34720),
    (0, 1, 1, 0, -30383), (2, 0, 0, -2, 15327), (0, 0, 1, 2, -12528), (0, 0, 1, -2, 10980), (4, 0, -1, 0, 10675), (0, 0, 3, 0, 10034),
    (4, 0, -2, 0, 8548), (2, 1, -1, 0, -7888), (2, 1, 0, 0, -6766), (1, 0, -1, 0, -5163), (1, 1, 0, 0, 4987), (2, -1, 1, 0, 4036)]
MOON_LATITUDE = [
    (0, 0, 0, 1, 5128122), (0, 0, 1, 1, 280602), (0, 0, 1, -1, 277693), (2, 0, 0, -1, 173237), (2, 0, -1, 1, 55413), (2, 0, -1, -1, 46271),
    (2, 0, 0, 1, 32573), (0, 0, 2, 1, 17198), (2, 0, 1, -1, 9266), (0, 0, 2, -1, 8822), (2, -1, 0, -1, 8216), (2, 0, -2, -1, 4324)]
MOON_DISTANCE = [  # km / 1000, cosine
    (0, 0, 1, 0, -20905355), (2, 0, -1, 0, -3699111), (2, 0, 0, 0, -2955968), (0, 0, 2, 0, -569925), (0, 1, 0, 0, 48888), (2, 0, -2, 0, 246158),
    (2, -1, -1, 0, -152138), (2, 0, 1, 0, -170733), (2, -1, 0, 0, -204586), (0, 1, -1, 0, -129620), (1, 0, 0, 0, 108743), (0, 1, 1, 0, 104755)]


def sin(degrees):
    return math.sin(math.radians(degrees))


def cos(degrees):
    return math.cos(math.radians(degrees))


def delta_t(year):
    """Terrestrial minus universal time in days, within some seconds for 1930 to 2080."""
    t = year - 2000
    seconds = 62.92 + 0.32217 * t + 0.005589 * t * t if t >= 0 else 63.86 + 0.3345 * t - 0.0060 * t * t
    return min(max(seconds, 20), 200) / 86400


def sun(jd):
    """Apparent longitude in degrees."""
    t = (jd - J2000) / 36525
    anomaly = 357.52911 + 35999.05029 * t
    centre = (1.914602 - 0.004817 * t) * sin(anomaly) + (0.019993 - 0.000101 * t) * sin(2 * anomaly) + 0.000289 * sin(3 * anomaly)
    return (280.46646 + 36000.76983 * t + centre - 0.00569 - 0.00478 * sin(125.04 - 1934.136 * t)) % 360


def moon(jd):
    """Longitude, latitude in degrees, distance in km."""
    t = (jd - J2000) / 36525
    length = 218.3164477 + 481267.88123421 * t
    d, m = 297.8501921 + 445267.1114034 * t, 357.5291092 + 35999.0502909 * t
    mm, f = 134.9633964 + 477198.8675055 * t, 93.2720950 + 483202.0175233 * t
    e = 1 - 0.002516 * t

    def total(terms, wave):
        return sum(c * e ** abs(b) * wave(a * d + b * m + g * mm + h * f) for a, b, g, h, c in terms)
    a1 = 119.75 + 131.849 * t
    longitude = length + (total(MOON_LONGITUDE, sin) + 3958 * sin(a1) + 1962 * sin(length - f)) / 1e6
    latitude = (total(MOON_LATITUDE, sin) - 2235 * sin(length)) / 1e6
    return (longitude - 0.00478 * sin(125.04 - 1934.136 * t)) % 360, latitude, 385000.56 + total(MOON_DISTANCE, cos) / 1000


def altitude(jd_ut, longitude, latitude, parallax):
    """Degrees above the horizon of Mecca, without refraction."""
    jd = jd_ut + delta_t(2000 + (jd_ut - J2000) / 365.25)
    t = (jd - J2000) / 36525
    tilt = 23.4392911 - 0.0130042 * t
    ascension = math.degrees(math.atan2(sin(longitude) * cos(tilt) - math.tan(math.radians(latitude)) * sin(tilt), cos(longitude)))
    declination = math.degrees(math.asin(sin(latitude) * cos(tilt) + cos(latitude) * sin(tilt) * sin(longitude)))
    sidereal = 280.46061837 + 360.98564736629 * (jd_ut - J2000)
    hour = sidereal + LONGITUDE - ascension
    height = math.degrees(math.asin(sin(LATITUDE) * sin(declination) + cos(LATITUDE) * cos(declination) * cos(hour)))
    return height - parallax * cos(height)


def sun_altitude(jd_ut):
    return altitude(jd_ut, sun(jd_ut + delta_t(2000 + (jd_ut - J2000) / 365.25)), 0, 0)


def moon_altitude(jd_ut):
    longitude, latitude, distance = moon(jd_ut + delta_t(2000 + (jd_ut - J2000) / 365.25))
    return altitude(jd_ut, longitude, latitude, math.degrees(math.asin(6378.14 / distance)))


def sunset(jd_noon):
    """Upper limb on the horizon, refraction 34', after the noon of Mecca."""
    low, high = jd_noon, jd_noon + 0.5
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if sun_altitude(middle) > -0.8333 else (low, middle)
    return low


def conjunction(jd):
    """Universal time of the new moon nearest to jd."""
    for _ in range(20):
        tt = jd + delta_t(2000 + (jd - J2000) / 365.25)
        jd -= ((moon(tt)[0] - sun(tt) + 180) % 360 - 180) / 12.19075
    return jd


def first_day(near_jd, height):
    """First day of the month whose conjunction is near: days since 1970.  `height`: of the moon at sunset, degrees."""
    new_moon = conjunction(near_jd)
    day = math.floor(new_moon - 2440587.5 + LONGITUDE / 360) - 1
    while True:
        set_time = sunset(2440587.5 + day + 0.5 - LONGITUDE / 360)
        if new_moon < set_time and moon_altitude(set_time) > height:
            return day + 1
        day += 1


def main():
    start = conjunction(2440587.5 + (datetime.date(1937, 3, 13) - EPOCH).days)  # new moon before 1 Muharram 1356
    # Upper limb of the moon: 34' of refraction, 15.5' of radius.
    months = [first_day(start + 29.530588861 * i, -0.825 if 1420 <= 1356 + i // 12 <= 1450 else 3.35) for i in range(145 * 12 + 1)]
    print("# provenance: computed by tools/hijri_table.py for Waqai, 2026: conjunction before sunset and moonset after sunset at Mecca\n# licence: CC BY 4.0")
    print("# Years of the Umm al-Qura calendar. first: 1 Muharram; long: one digit a month, 1 for 30 days, 0 for 29.")
    print("year\tfirst\tlong")
    for i in range(145):
        lengths = [months[12 * i + m + 1] - months[12 * i + m] for m in range(12)]
        assert set(lengths) <= {29, 30}, lengths
        first = EPOCH + datetime.timedelta(days=months[12 * i])
        print(f"{1356 + i}\t{first}\t{''.join('1' if n == 30 else '0' for n in lengths)}")


main()
