#include "extract/text/calendar.h"

#include <cstdio>

namespace quipu {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::year_month_day_last;

std::optional<int> parse_digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

bool is_valid(const PartialDate& date) {
  if (date.year < 1000 || date.year > 2999) return false;
  if (date.month == 0) return date.day == 0;
  if (date.month < 1 || date.month > 12) return false;
  if (date.day == 0) return true;
  return date.day > 0 && year_month_day(year(date.year), month(static_cast<unsigned>(date.month)),
                                        day(static_cast<unsigned>(date.day)))
                             .ok();
}

std::string to_iso(const PartialDate& date) {
  char buffer[40];
  if (date.month == 0) {
    std::snprintf(buffer, sizeof buffer, "%04d", date.year);
  } else if (date.day == 0) {
    std::snprintf(buffer, sizeof buffer, "%04d-%02d", date.year, date.month);
  } else {
    std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", date.year, date.month, date.day);
  }
  return buffer;
}

sys_days first_day(const PartialDate& date) {
  const int m = date.month == 0 ? 1 : date.month, d = date.day == 0 ? 1 : date.day;
  return year(date.year) / month(static_cast<unsigned>(m)) / day(static_cast<unsigned>(d));
}

sys_days last_day(const PartialDate& date) {
  if (date.day != 0) return first_day(date);
  const int m = date.month == 0 ? 12 : date.month;
  return year_month_day_last(year(date.year),
                             std::chrono::month_day_last(month(static_cast<unsigned>(m))));
}

PartialDate to_date(sys_days day) {
  const year_month_day date(day);
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

std::optional<PartialDate> parse_iso(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  if (text.size() > 4 && text[4] != '-') return std::nullopt;
  if (text.size() > 7 && text[7] != '-') return std::nullopt;
  const auto y = parse_digits(text.substr(0, 4));
  const auto m = text.size() > 4 ? parse_digits(text.substr(5, 2)) : 0;
  const auto d = text.size() > 7 ? parse_digits(text.substr(8, 2)) : 0;
  if (!y || !m || !d) return std::nullopt;
  const PartialDate date{*y, *m, *d};
  const bool whole = (text.size() == 4 || *m != 0) && (text.size() < 10 || *d != 0);
  return whole && is_valid(date) ? std::optional(date) : std::nullopt;
}

}  // namespace quipu
