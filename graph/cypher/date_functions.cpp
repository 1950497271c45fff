// Dates: those of qualifiers may be a year, a month or a range, and are read by their beginning.
#include <array>
#include <cstdio>

#include "graph/cypher/functions.h"

namespace quipu::cypher {
namespace {

bool is_leap(std::int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in(std::int64_t year, std::int64_t month) {
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

std::optional<Date> make_date(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < -9999 || year > 9999 || month < 1 || month > 12 || day < 1 ||
      day > days_in(year, month)) {
    return std::nullopt;
  }
  return Date{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month),
              static_cast<std::uint8_t>(day)};
}

std::optional<std::int64_t> digits(std::string_view text, std::size_t begin, std::size_t count) {
  if (begin + count > text.size()) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text.substr(begin, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

Value date(const FunctionCall& call) {
  const Value& from = call.args[0];
  if (from.date()) return from;
  std::optional<Date> made;
  if (from.string()) {
    made = parse_date(*from.string());
    if (!made) return {};  // qualifiers come from articles: one odd date must not end a query
  } else {
    std::array<std::int64_t, 3> parts = {0, 1, 1};
    std::size_t i = 0;
    for (const std::string_view key : {"year", "month", "day"}) {
      const auto found = from.map()->find(key);
      if (found != from.map()->end() && found->second.integer()) {
        parts[i] = *found->second.integer();
      } else if (i == 0) {
        return call.fail("ArgumentError", "InvalidArgumentValue", "A date has at least a year.");
      }
      ++i;
    }
    made = make_date(parts[0], parts[1], parts[2]);
  }
  if (made) return *made;
  return call.fail("ArgumentError", "InvalidArgumentValue",
                   "This is no date; write 2024, 2024-05 or 2024-05-12.");
}

}  // namespace

std::string date_text(const Date& date) {
  std::array<char, 40> text;
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", static_cast<int>(date.year), date.month,
                date.day);
  return text.data();
}

std::optional<Date> parse_date(std::string_view text) {
  text = text.substr(0, text.find('/'));  // a range begins with its first day
  const auto year = digits(text, 0, 4);
  if (!year) return std::nullopt;
  if (text.size() == 4) return make_date(*year, 1, 1);
  const bool dashes = text[4] == '-';
  const auto month = digits(text, dashes ? 5 : 4, 2);
  if (!month) return std::nullopt;
  if (text.size() == (dashes ? 7U : 6U)) return make_date(*year, *month, 1);
  if (text.size() != (dashes ? 10U : 8U) || (dashes && text[7] != '-')) return std::nullopt;
  const auto day = digits(text, dashes ? 8 : 6, 2);
  return day ? make_date(*year, *month, *day) : std::nullopt;
}

std::vector<Function> date_functions() {
  return {{"date",
           "date(text or map)",
           1,
           1,
           {kStringKind | kMapKind | kDateKind},
           kDateKind,
           true,
           date}};
}

}  // namespace quipu::cypher
