// Days of the Gregorian calendar.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace quipu {

// A year, a month of a year or a day; 0 is "not told".
struct PartialDate {
  int year = 0, month = 0, day = 0;

  bool operator==(const PartialDate&) const = default;
};

bool is_valid(const PartialDate& date);       // year 1000 to 2999, real month and day
std::string to_iso(const PartialDate& date);  // 2024, 2024-05, 2024-05-10
std::chrono::sys_days first_day(const PartialDate& date);
std::chrono::sys_days last_day(const PartialDate& date);
PartialDate to_date(std::chrono::sys_days day);

// Of YYYY, YYYY-MM or YYYY-MM-DD, and nothing else.
std::optional<PartialDate> parse_iso(std::string_view text);

}  // namespace quipu
