// Dates in three steps: tokens, one or two points of time that the tokens name in part, and their
// completion by the date of publication.
#include "extract/text/date.h"

#include <algorithm>
#include <array>
#include <vector>

#include "extract/text/calendar.h"
#include "extract/text/characters.h"
#include "extract/text/clean_text.h"

namespace quipu {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

enum class Kind : std::uint8_t {
  kNumber,     // value; `ordinal` for 24th
  kYear,       // 年, "year"
  kTerm,       // 学年, 年度: a year that begins in the one named
  kMonth,      // 月, "month"
  kDay,        // 日, 号, "Day", "Japan"
  kMonthName,  // value 1 to 12
  kWeekday,    // value 1 (Monday) to 7
  kDaysAgo,    // value: today 0, yesterday 1, tomorrow -1
  kYearsAgo,   // 今年 0, 去年 1
  kMonthsAgo,  // 本月 0, 上月 1
  kWeeksAgo,   // 本周 0, 上周 1
  kLast,       // "last"
  kThis,
  kNext,
  kRoc,    // 民国: years count from 1912
  kRange,  // to, 至, -
  kAnd,
  kDot,  // . / between digits
  kColon,
  kVague,  // decades and such: no date
  kOther,
};

struct Token {
  Kind kind = Kind::kOther;
  int value = 0;
  int digits = 0;  // of a number
};

struct Word {
  std::u32string_view text;
  Kind kind;
  int value = 0;
};

constexpr auto kEnglish = std::to_array<Word>({
    {U"year", Kind::kYear},
    {U"years", Kind::kVague},
    {U"month", Kind::kMonth},
    {U"day", Kind::kDay},
    {U"japan", Kind::kDay},
    {U"jan", Kind::kMonthName, 1},
    {U"january", Kind::kMonthName, 1},
    {U"feb", Kind::kMonthName, 2},
    {U"february", Kind::kMonthName, 2},
    {U"mar", Kind::kMonthName, 3},
    {U"march", Kind::kMonthName, 3},
    {U"apr", Kind::kMonthName, 4},
    {U"april", Kind::kMonthName, 4},
    {U"may", Kind::kMonthName, 5},
    {U"jun", Kind::kMonthName, 6},
    {U"june", Kind::kMonthName, 6},
    {U"jul", Kind::kMonthName, 7},
    {U"july", Kind::kMonthName, 7},
    {U"aug", Kind::kMonthName, 8},
    {U"august", Kind::kMonthName, 8},
    {U"sep", Kind::kMonthName, 9},
    {U"sept", Kind::kMonthName, 9},
    {U"september", Kind::kMonthName, 9},
    {U"oct", Kind::kMonthName, 10},
    {U"october", Kind::kMonthName, 10},
    {U"nov", Kind::kMonthName, 11},
    {U"november", Kind::kMonthName, 11},
    {U"dec", Kind::kMonthName, 12},
    {U"december", Kind::kMonthName, 12},
    {U"monday", Kind::kWeekday, 1},
    {U"mon", Kind::kWeekday, 1},
    {U"tuesday", Kind::kWeekday, 2},
    {U"tue", Kind::kWeekday, 2},
    {U"tues", Kind::kWeekday, 2},
    {U"wednesday", Kind::kWeekday, 3},
    {U"wed", Kind::kWeekday, 3},
    {U"thursday", Kind::kWeekday, 4},
    {U"thu", Kind::kWeekday, 4},
    {U"thur", Kind::kWeekday, 4},
    {U"thurs", Kind::kWeekday, 4},
    {U"friday", Kind::kWeekday, 5},
    {U"fri", Kind::kWeekday, 5},
    {U"saturday", Kind::kWeekday, 6},
    {U"sat", Kind::kWeekday, 6},
    {U"sunday", Kind::kWeekday, 7},
    {U"sun", Kind::kWeekday, 7},
    {U"today", Kind::kDaysAgo, 0},
    {U"tonight", Kind::kDaysAgo, 0},
    {U"yesterday", Kind::kDaysAgo, 1},
    {U"tomorrow", Kind::kDaysAgo, -1},
    {U"last", Kind::kLast},
    {U"this", Kind::kThis},
    {U"next", Kind::kNext},
    {U"to", Kind::kRange},
    {U"through", Kind::kRange},
    {U"till", Kind::kRange},
    {U"until", Kind::kRange},
    {U"and", Kind::kAnd},
    {U"decade", Kind::kVague},
    {U"decades", Kind::kVague},
    {U"century", Kind::kVague},
    {U"ago", Kind::kVague},
    {U"week", Kind::kVague},
    {U"weeks", Kind::kVague},
});

// Longest first where one begins another.
constexpr auto kChinese = std::to_array<Word>({
    {U"年代", Kind::kVague},
    {U"世纪", Kind::kVague},
    {U"学年度", Kind::kTerm},
    {U"学年", Kind::kTerm},
    {U"年度", Kind::kTerm},
    {U"月份", Kind::kMonth},
    {U"年", Kind::kYear},
    {U"月", Kind::kMonth},
    {U"日", Kind::kDay},
    {U"号", Kind::kDay},
    {U"今年", Kind::kYearsAgo, 0},
    {U"本年度", Kind::kYearsAgo, 0},
    {U"本年", Kind::kYearsAgo, 0},
    {U"去年", Kind::kYearsAgo, 1},
    {U"前年", Kind::kYearsAgo, 2},
    {U"明年", Kind::kYearsAgo, -1},
    {U"后年", Kind::kYearsAgo, -2},
    {U"本月", Kind::kMonthsAgo, 0},
    {U"上个月", Kind::kMonthsAgo, 1},
    {U"上月", Kind::kMonthsAgo, 1},
    {U"下个月", Kind::kMonthsAgo, -1},
    {U"下月", Kind::kMonthsAgo, -1},
    {U"今天", Kind::kDaysAgo, 0},
    {U"今日", Kind::kDaysAgo, 0},
    {U"今晨", Kind::kDaysAgo, 0},
    {U"今晚", Kind::kDaysAgo, 0},
    {U"昨天", Kind::kDaysAgo, 1},
    {U"昨日", Kind::kDaysAgo, 1},
    {U"昨晚", Kind::kDaysAgo, 1},
    {U"前天", Kind::kDaysAgo, 2},
    {U"前日", Kind::kDaysAgo, 2},
    {U"明天", Kind::kDaysAgo, -1},
    {U"明日", Kind::kDaysAgo, -1},
    {U"后天", Kind::kDaysAgo, -2},
    {U"本周", Kind::kWeeksAgo, 0},
    {U"这周", Kind::kWeeksAgo, 0},
    {U"上周", Kind::kWeeksAgo, 1},
    {U"下周", Kind::kWeeksAgo, -1},
    {U"本星期", Kind::kWeeksAgo, 0},
    {U"上星期", Kind::kWeeksAgo, 1},
    {U"下星期", Kind::kWeeksAgo, -1},
    {U"周一", Kind::kWeekday, 1},
    {U"周二", Kind::kWeekday, 2},
    {U"周三", Kind::kWeekday, 3},
    {U"周四", Kind::kWeekday, 4},
    {U"周五", Kind::kWeekday, 5},
    {U"周六", Kind::kWeekday, 6},
    {U"周日", Kind::kWeekday, 7},
    {U"周天", Kind::kWeekday, 7},
    {U"星期一", Kind::kWeekday, 1},
    {U"星期二", Kind::kWeekday, 2},
    {U"星期三", Kind::kWeekday, 3},
    {U"星期四", Kind::kWeekday, 4},
    {U"星期五", Kind::kWeekday, 5},
    {U"星期六", Kind::kWeekday, 6},
    {U"星期日", Kind::kWeekday, 7},
    {U"星期天", Kind::kWeekday, 7},
    {U"礼拜一", Kind::kWeekday, 1},
    {U"礼拜二", Kind::kWeekday, 2},
    {U"礼拜三", Kind::kWeekday, 3},
    {U"礼拜四", Kind::kWeekday, 4},
    {U"礼拜五", Kind::kWeekday, 5},
    {U"礼拜六", Kind::kWeekday, 6},
    {U"礼拜日", Kind::kWeekday, 7},
    {U"礼拜天", Kind::kWeekday, 7},
    {U"民国", Kind::kRoc},
    {U"至", Kind::kRange},
    {U"到", Kind::kRange},
    {U"和", Kind::kAnd},
    {U"及", Kind::kAnd},
    {U"与", Kind::kAnd},
});

// 上周五 is 上周 + 周五 said once.
constexpr std::u32string_view kWeekdayDigits = U"一二三四五六日";

constexpr std::u32string_view kChineseDigits = U"〇一二三四五六七八九";

std::optional<int> chinese_digit(char32_t c) {
  if (c == U'零') return 0;
  const std::size_t at = kChineseDigits.find(c);
  return at == std::u32string_view::npos ? std::nullopt : std::optional(static_cast<int>(at));
}

bool is_chinese_number(char32_t c) {
  return chinese_digit(c).has_value() || c == U'十' || c == U'廿' || c == U'卅';
}

// 二〇二四, 十二, 二十五, 廿五.
Token chinese_number(std::u32string_view text) {
  int value = 0, pending = 0;
  bool tens = false;
  for (const char32_t c : text) {
    if (const auto digit = chinese_digit(c)) {
      pending = tens ? *digit : pending * 10 + *digit;
      if (pending > 9999) return {Kind::kVague};
    } else {
      const int factor = c == U'廿' ? 2 : c == U'卅' ? 3 : std::max(pending, 1);
      value += factor * 10;
      pending = 0;
      tens = true;
    }
  }
  return {Kind::kNumber, value + pending, static_cast<int>(text.size())};
}

// The tokens of a phrase; what no rule knows is kOther.
class Tokenizer {
 public:
  explicit Tokenizer(std::u32string_view text) : text_(text) {}

  std::vector<Token> run() {
    while (at_ < text_.size()) step();
    return std::move(tokens_);
  }

 private:
  void step() {
    const char32_t c = text_[at_];
    if (is_ascii_digit(c)) return read_number();
    if (is_ascii_letter(c)) return read_word();
    if (is_han(c)) return read_chinese();
    ++at_;
    if (is_blank(c) || c == U',') return;
    if (is_one_of(c, U"-–—~～−－")) return put({Kind::kRange});
    if (is_one_of(c, U"./")) return put({Kind::kDot, static_cast<int>(c)});
    if (is_one_of(c, U"、&")) return put({Kind::kAnd});
    put({c == U':' ? Kind::kColon : Kind::kOther});
  }

  void put(Token token) { tokens_.push_back(token); }

  void read_number() {
    Token token{Kind::kNumber};
    for (; at_ < text_.size() && is_ascii_digit(text_[at_]); ++at_) {
      token.value = token.value * 10 + static_cast<int>(text_[at_] - U'0');
      if (++token.digits > 8) token = {Kind::kVague, 0, 8};
    }
    const std::u32string_view rest = text_.substr(at_);
    for (const std::u32string_view suffix : {U"st", U"nd", U"rd", U"th"}) {
      const bool ends = rest.size() == 2 || (rest.size() > 2 && !is_ascii_letter(rest[2]));
      if (rest.starts_with(suffix) && ends) at_ += 2;
    }
    if (rest.starts_with(U"s")) {  // the 1990s
      token.kind = Kind::kVague;
      ++at_;
    }
    put(token);
  }

  void read_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_ascii_letter(text_[at_])) ++at_;
    const std::u32string_view word = text_.substr(begin, at_ - begin);
    const auto found = std::ranges::find(kEnglish, word, &Word::text);
    if (found != kEnglish.end()) put({found->kind, found->value});
    // "the winter of the year", "a", "on": words that say nothing here.
    else if (word == U"am" || word == U"pm" || word == U"a" || word == U"p")
      put({Kind::kColon});
  }

  void read_chinese() {
    const std::u32string_view rest = text_.substr(at_);
    const bool after_week = !tokens_.empty() && tokens_.back().kind == Kind::kWeeksAgo;
    const std::size_t weekday = kWeekdayDigits.find(rest.front());
    if (after_week && weekday != std::u32string_view::npos) {
      ++at_;
      return put({Kind::kWeekday, static_cast<int>(weekday) + 1});
    }
    for (const Word& word : kChinese) {
      if (!rest.starts_with(word.text)) continue;
      at_ += word.text.size();
      return put({word.kind, word.value});
    }
    std::size_t length = 0;
    while (length < rest.size() && length < 5 && is_chinese_number(rest[length])) ++length;
    at_ += std::max<std::size_t>(length, 1);
    put(length > 0 ? chinese_number(rest.substr(0, length)) : Token{Kind::kOther});
  }

  std::u32string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

// NFKC, simplified script, lower case.
std::u32string folded_line(std::string_view utf8) {
  auto decoded = decode_utf8(utf8);
  if (!decoded) return {};
  decoded->blocks.clear();
  std::u32string text = simplify(clean(*decoded).text);
  for (char32_t& c : text) {
    if (is_ascii_upper(c)) c += U'a' - U'A';
  }
  return text;
}

// A point of time as far as a phrase names it.
struct Point {
  std::optional<int> year, month, day;
  std::optional<int> weekday, days_ago, years_ago, months_ago, weeks_ago;
  std::optional<int> number;  // a bare number: a day or a year, as its neighbour tells
  bool last = false, this_one = false, next = false, roc = false;

  bool empty() const {
    return !year && !month && !day && !weekday && !days_ago && !years_ago && !months_ago && !number;
  }
};

struct Phrase {
  std::vector<Point> points;
  bool joined_by_and = false;
};

constexpr int kRocOffset = 1911;

class Parser {
 public:
  Parser(const std::vector<Token>& tokens, bool traditional)
      : tokens_(tokens), traditional_(traditional) {}

  std::optional<Phrase> run() {
    if (std::ranges::any_of(tokens_, [](const Token& t) { return t.kind == Kind::kVague; })) {
      return std::nullopt;
    }
    Phrase phrase;
    Point point;
    for (at_ = 0; at_ < tokens_.size();) {
      const Kind kind = tokens_[at_].kind;
      if (kind == Kind::kRange || kind == Kind::kAnd) {
        if (!point.empty()) phrase.points.push_back(std::exchange(point, {}));
        phrase.joined_by_and = phrase.joined_by_and || kind == Kind::kAnd;
        ++at_;
      } else {
        read(point);
      }
    }
    if (!point.empty()) phrase.points.push_back(point);
    return phrase;
  }

 private:
  Token peek(std::size_t ahead) const {
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : Token{};
  }

  void read(Point& point) {
    const Token token = tokens_[at_];
    switch (token.kind) {
      case Kind::kNumber:
        return read_number(point);
      case Kind::kMonthName:
        point.month = token.value;
        break;
      case Kind::kWeekday:
        point.weekday = token.value;
        break;
      case Kind::kDaysAgo:
        point.days_ago = token.value;
        break;
      case Kind::kYearsAgo:
        point.years_ago = token.value;
        break;
      case Kind::kMonthsAgo:
        point.months_ago = token.value;
        break;
      case Kind::kWeeksAgo:
        point.weeks_ago = token.value;
        break;
      case Kind::kRoc:
        point.roc = true;
        break;
      case Kind::kLast:
      case Kind::kThis:
      case Kind::kNext:
        return read_relative(point, token.kind);
      default:
        break;
    }
    ++at_;
  }

  // "last year", "this month", "next May", "last Friday"
  void read_relative(Point& point, Kind kind) {
    const int ago = kind == Kind::kLast ? 1 : kind == Kind::kNext ? -1 : 0;
    const Kind unit = peek(1).kind;
    if (unit == Kind::kYear) {
      point.years_ago = ago;
      ++at_;
    } else if (unit == Kind::kMonth) {
      point.months_ago = ago;
      ++at_;
    } else {
      point.last = kind == Kind::kLast;
      point.this_one = kind == Kind::kThis;
      point.next = kind == Kind::kNext;
    }
    ++at_;
  }

  void read_number(Point& point) {
    const Token token = tokens_[at_];
    if (read_numeric(point)) return;
    const Kind unit = peek(1).kind;
    std::size_t used = 1;
    if (unit == Kind::kYear || unit == Kind::kTerm) {
      point.year = full_year(token, point.roc);
      used = 2;
    } else if (unit == Kind::kMonth) {
      point.month = token.value;
      used = 2;
    } else if (unit == Kind::kDay) {
      point.day = token.value;
      used = 2;
    } else if (unit == Kind::kColon || unit == Kind::kOther) {
      // 9:42, 6 p.m., 18届
      used = at_ + 1 < tokens_.size() ? 2 : 1;
      if (used == 1) put_bare(point, token);
      while (unit == Kind::kColon && peek(used).kind == Kind::kNumber) ++used;
    } else {
      put_bare(point, token);
    }
    at_ += used;
  }

  void put_bare(Point& point, const Token& token) {
    if (token.digits == 4) {
      point.year = token.value;
    } else if (point.month && !point.day) {
      point.day = token.value;
    } else if (peek(1).kind == Kind::kMonthName) {
      point.day = token.value;
    } else {
      point.number = token.value;
    }
  }

  // 2024-05-10, 2024/5/10, 2024.5.10, 2024-05, 20240510, 10/18/2023, 18.10.2023
  bool read_numeric(Point& point) {
    const Token first = peek(0), second = peek(2), third = peek(4);
    if (first.digits == 8) {
      return set(point, {first.value / 10000, first.value / 100 % 100, first.value % 100}, 1);
    }
    const auto joins = [&](std::size_t ahead) {
      const Kind kind = peek(ahead).kind;
      return kind == Kind::kDot || kind == Kind::kRange;
    };
    if (!joins(1) || second.kind != Kind::kNumber || second.digits > 2) return false;
    const bool three = joins(3) && third.kind == Kind::kNumber;
    if (first.digits == 4 && three && third.digits <= 2) {
      return set(point, {first.value, second.value, third.value}, 5);
    }
    // 2023-24 is a school year, 2024-05 and 2024.5 are months.
    if (first.digits == 4 && second.value <= 12 && peek(3).kind != Kind::kMonth &&
        peek(3).kind != Kind::kTerm && peek(3).kind != Kind::kYear) {
      return set(point, {first.value, second.value, 0}, 3);
    }
    if (first.digits <= 2 && three && third.digits == 4 && peek(1).kind == Kind::kDot) {
      const bool day_first = first.value > 12 || peek(1).value == '.';
      const int month = day_first ? second.value : first.value;
      return set(point, {third.value, month, day_first ? first.value : second.value}, 5);
    }
    return false;
  }

  bool set(Point& point, PartialDate date, std::size_t used) {
    if (!is_valid(date)) return false;
    point.year = date.year;
    if (date.month != 0) point.month = date.month;
    if (date.day != 0) point.day = date.day;
    at_ += used;
    return true;
  }

  int full_year(const Token& token, bool roc) const {
    if (roc || (traditional_ && token.value < 200)) return token.value + kRocOffset;
    if (token.digits == 2) return token.value < 50 ? 2000 + token.value : 1900 + token.value;
    return token.value;
  }

  const std::vector<Token>& tokens_;
  bool traditional_;
  std::size_t at_ = 0;
};

// What one end of a range leaves out, the other says: 16 to 18 May, 5月18日至19日.
void share(Point& first, Point& last) {
  for (Point* point : {&first, &last}) {
    Point& other = point == &first ? last : first;
    if (!point->number) continue;
    if (other.day || (other.month && !other.year)) {
      point->day = point->number;
    } else if (other.year && *point->number < 100 && point == &last) {
      point->year = *other.year / 100 * 100 + *point->number;  // 2023-24
    } else if (other.month) {
      point->day = point->number;
    }
    point->number.reset();
  }
  if (!first.month && first.day) {
    first.month = last.month;
    first.months_ago = first.months_ago ? first.months_ago : last.months_ago;
  }
  if (!last.month && last.day) {
    last.month = first.month;
    last.months_ago = last.months_ago ? last.months_ago : first.months_ago;
  }
  if (!first.year && !first.years_ago && (first.month || first.day)) {
    first.year = last.year;
    first.years_ago = last.years_ago;
  }
  if (!last.year && !last.years_ago && (last.month || last.day) && first.year) {
    last.year = first.year;
  }
  if (!last.years_ago && !last.year) last.years_ago = first.years_ago;
}

// Completes points by the date of publication.
class Resolver {
 public:
  explicit Resolver(std::optional<PartialDate> published) : published_(published) {}

  std::optional<PartialDate> resolve(Point point) const {
    if (point.number && !point.day && !point.year) {
      if (point.month)
        point.day = point.number;
      else
        return std::nullopt;
    }
    if (point.year) return valid({*point.year, point.month.value_or(0), point.day.value_or(0)});
    if (!published_) return std::nullopt;
    if (point.days_ago) return has_day() ? by_days(*point.days_ago) : std::nullopt;
    if (point.years_ago) {
      return valid({published_->year - *point.years_ago, point.month.value_or(0),
                    point.month ? point.day.value_or(0) : 0});
    }
    if (point.months_ago && !point.month)
      return by_months(*point.months_ago, point.day.value_or(0));
    if (point.month) return nearest_year(point);
    if (point.day) return nearest_month(*point.day);
    if (point.weekday) return by_weekday(point);
    return std::nullopt;
  }

 private:
  static std::optional<PartialDate> valid(PartialDate date) {
    return is_valid(date) ? std::optional(date) : std::nullopt;
  }
  bool has_day() const { return published_->day != 0; }
  sys_days today() const { return first_day(*published_); }

  std::optional<PartialDate> by_days(int ago) const { return to_date(today() - days(ago)); }

  std::optional<PartialDate> by_months(int ago, int day) const {
    if (published_->month == 0) return std::nullopt;
    const int months = published_->year * 12 + published_->month - 1 - ago;
    return valid({months / 12, months % 12 + 1, day});
  }

  // The nearest month or day of that name; "last" and "next" say which side.
  std::optional<PartialDate> nearest_year(const Point& point) const {
    std::optional<PartialDate> best;
    days best_distance{0};
    for (const int year : {published_->year, published_->year - 1, published_->year + 1}) {
      const auto date = valid({year, *point.month, point.day.value_or(0)});
      if (!date) continue;
      if (published_->month == 0) return date;
      if (point.last && first_day(*date) >= today()) continue;
      if (point.next && first_day(*date) <= today()) continue;
      const days distance = distance_to(*date);
      if (!best || distance < best_distance) {
        best = date;
        best_distance = distance;
      }
    }
    return best;
  }

  std::optional<PartialDate> nearest_month(int day) const {
    if (published_->month == 0 || !has_day()) {
      return published_->month == 0 ? std::nullopt : by_months(0, day);
    }
    std::optional<PartialDate> best;
    for (const int ago : {0, 1, -1}) {
      const auto date = by_months(ago, day);
      if (date && (!best || distance_to(*date) < distance_to(*best))) best = date;
    }
    return best;
  }

  days distance_to(const PartialDate& date) const {
    if (first_day(date) > today()) return first_day(date) - today();
    return last_day(date) < today() ? today() - last_day(date) : days(0);
  }

  // A bare weekday is the latest one, that of publication included.
  std::optional<PartialDate> by_weekday(const Point& point) const {
    if (!has_day()) return std::nullopt;
    const int now = static_cast<int>(std::chrono::weekday(today()).iso_encoding());
    const int back = (now - *point.weekday + 7) % 7;
    if (point.weeks_ago || point.this_one) {
      return by_days(now - *point.weekday + 7 * point.weeks_ago.value_or(0));
    }
    if (point.last) return by_days(back == 0 ? 7 : back);
    if (point.next) return by_days(back - 7);
    return by_days(back);
  }

  std::optional<PartialDate> published_;
};

bool is_next(const PartialDate& first, const PartialDate& last) {
  return last_day(first) + days(1) == first_day(last);
}

std::optional<std::string> resolve_range(Phrase& phrase, const Resolver& resolver) {
  Point& first = phrase.points.front();
  Point& last = phrase.points.back();
  share(first, last);
  const auto begin = resolver.resolve(first);
  auto end = resolver.resolve(last);
  if (!begin || !end) return std::nullopt;
  // December 28 to January 3; 2023-24.
  if (first_day(*end) < first_day(*begin) && end->month != 0) ++end->year;
  if (!is_valid(*end) || first_day(*end) < first_day(*begin)) return std::nullopt;
  if (phrase.joined_by_and && !is_next(*begin, *end)) return std::nullopt;
  if (*begin == *end) return to_iso(*begin);
  return to_iso(*begin) + "/" + to_iso(*end);
}

// The first date with year, month and day among the tokens.
std::optional<PartialDate> first_whole_date(const std::vector<Token>& tokens) {
  constexpr std::size_t kMostTokens = 7;  // 2024 年 10 月 24 日, with a weekday
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != Kind::kNumber && tokens[i].kind != Kind::kMonthName) continue;
    std::vector<Token> part;
    for (std::size_t k = i; k < std::min(tokens.size(), i + kMostTokens); ++k) {
      part.push_back(tokens[k]);
      const auto phrase = Parser(part, false).run();
      if (!phrase || phrase->points.size() != 1) continue;
      const Point& point = phrase->points.front();
      if (!point.year || !point.month || !point.day) continue;
      if (const auto date = Resolver(std::nullopt).resolve(point)) return date;
    }
  }
  return std::nullopt;
}

bool contains_any(std::u32string_view line, std::initializer_list<std::u32string_view> words) {
  return std::ranges::any_of(
      words, [&](std::u32string_view word) { return line.find(word) != line.npos; });
}

// The line from the label of a date of publication on; empty when it has none.
std::u32string_view after_label(std::u32string_view line) {
  for (const std::u32string_view label :
       {U"发布时间", U"发布日期", U"发表时间", U"发表日期", U"发布于", U"刊发", U"更新时间",
        U"published", U"posted", U"post date", U"release time", U"updated"}) {
    const std::size_t at = line.find(label);
    if (at != line.npos) return line.substr(at + label.size());
  }
  return {};
}

// A line that says when and by whom: "2024-05-12 来源：本报", "By A. Writer, 12 May 2024".
bool is_dateline(std::u32string_view line) {
  constexpr std::size_t kLongest = 80, kLongestBare = 30;
  if (line.size() > kLongest || line.find(U'。') != line.npos) return false;
  if (contains_any(line, {U"截止", U"报名", U"举行", U"召开", U"会议时间", U"活动时间", U"deadline",
                          U"held"})) {
    return false;
  }
  return line.size() <= kLongestBare ||
         contains_any(line, {U"来源", U"作者", U"点击", U"浏览", U"阅读", U"编辑", U"记者", U"字号",
                             U"source", U"views", U"by ", U"author", U"edit"});
}

// "BEIJING, Oct. 18, 2023 (Xinhua) -- The …": what stands before the dash.
std::u32string_view before_dash(std::u32string_view line) {
  constexpr std::size_t kLongest = 60;
  for (const std::u32string_view dash : {U"—", U"--", U" – ", U" - "}) {
    const std::size_t at = line.find(dash);
    if (at != line.npos && at <= kLongest) return line.substr(0, at);
  }
  return {};
}

// Lines at the head and the foot of a page, where dates of publication stand.
std::vector<std::u32string> border_lines(std::string_view utf8) {
  constexpr std::size_t kHead = 12, kFoot = 5, kLongest = 400;
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin < utf8.size();) {
    const std::size_t end = std::min(utf8.find('\n', begin), utf8.size());
    const std::string_view line = utf8.substr(begin, end - begin);
    begin = end + 1;
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    // Of the middle of a long page nothing is kept.
    if (lines.size() == kHead + kFoot) lines.erase(lines.begin() + kHead);
    lines.push_back(line);
  }
  std::vector<std::u32string> folded;
  for (std::string_view line : lines) {
    std::size_t size = std::min(line.size(), kLongest);
    while (size < line.size() && (static_cast<unsigned char>(line[size]) & 0xC0) == 0x80) --size;
    folded.push_back(folded_line(line.substr(0, size)));
  }
  return folded;
}

}  // namespace

std::optional<std::string> resolve_date(std::string_view utf8, std::string_view published,
                                        std::string_view language) {
  constexpr std::size_t kLongest = 200;  // bytes; what is longer is no date
  if (utf8.size() > kLongest) return std::nullopt;
  const std::vector<Token> tokens = Tokenizer(folded_line(utf8)).run();
  auto phrase = Parser(tokens, language == "zh-Hant").run();
  if (!phrase || phrase->points.empty()) return std::nullopt;
  const Resolver resolver(parse_iso(published.substr(0, 10)));
  if (phrase->points.size() == 2) return resolve_range(*phrase, resolver);
  if (phrase->points.size() > 2) return std::nullopt;
  const auto date = resolver.resolve(phrase->points.front());
  return date ? std::optional(to_iso(*date)) : std::nullopt;
}

std::optional<std::string> find_publication_date(std::string_view utf8) {
  const std::vector<std::u32string> lines = border_lines(utf8);
  using Part = std::u32string_view (*)(std::u32string_view);
  constexpr Part kWholeDateline = [](std::u32string_view line) {
    return is_dateline(line) ? line : std::u32string_view();
  };
  // A labelled date outranks a bare one, wherever they stand.
  for (const Part part : {Part(after_label), kWholeDateline, Part(before_dash)}) {
    for (const std::u32string& line : lines) {
      const auto date = first_whole_date(Tokenizer(part(line)).run());
      if (date) return to_iso(*date);
    }
  }
  return std::nullopt;
}

}  // namespace quipu
