#include "extract/value/document.h"

#include <doctest/doctest.h>

#include "extract/value/extraction.h"

using namespace quipu;

TEST_CASE("a document is identified by its uri, whatever its bytes") {
  Document a, b;
  a.uri = b.uri = "https://news.example.org/1.html";
  a.bytes = "one";
  b.bytes = "two";
  CHECK(document_id(a) == document_id(b));
  CHECK(document_id(a) == document_id(a.uri));
}

TEST_CASE("a document without a uri is identified by its bytes") {
  Document a, b;
  a.bytes = "one";
  b.bytes = "two";
  CHECK(document_id(a) != document_id(b));
}

TEST_CASE("every status has a name that reads back") {
  for (const Status status : {Status::kAsserted, Status::kPlanned, Status::kNegated,
                              Status::kReported, Status::kFormer}) {
    Status read = Status::kAsserted;
    REQUIRE(parse_status(status_name(status), &read));
    CHECK(read == status);
  }
  Status status = Status::kFormer;
  CHECK(parse_status("", &status));
  CHECK(status == Status::kAsserted);
  CHECK_FALSE(parse_status("maybe", &status));
}
