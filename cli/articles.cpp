#include "cli/articles.h"

#include <iostream>
#include <utility>

#include "cli/interrupt.h"
#include "cli/pipeline.h"

namespace quipu {
namespace {

struct Item {
  Document document;
  bool known = false;
};

using Articles = Pipeline<Item, ReadArticle>;

}  // namespace

Result<ReadSummary> read_articles(const Extractor& extractor, const ArticleRun& run) {
  ReadSummary summary;
  std::optional<Error> reading_error, delivery_error;
  const auto produce = [&](const Articles::Push& push) {
    for (const std::string& path : run.inputs) {
      bool wanted = true;
      const auto take = [&](Document document) {
        const auto known = run.known ? run.known(document) : false;
        if (!known) {
          reading_error = known.error();
          return wanted = false;
        }
        const std::size_t byte_count = document.bytes.size();
        wanted = push({std::move(document), *known}, byte_count) && !interrupted();
        return wanted;
      };
      const auto read = read_documents(path, std::cin, summary, take);
      if (!read) summary.skipped["cannot be read"].push_back(path);
      if (!wanted || interrupted()) return;
    }
  };
  const auto work = [&](Item item) {
    ReadArticle article{std::move(item.document), std::nullopt};
    if (!item.known) article.extraction = extractor.extract(article.document);
    return article;
  };
  const auto deliver = [&](ReadArticle article) {
    const auto delivered = run.deliver(std::move(article));
    if (!delivered) delivery_error = delivered.error();
    return delivered.has_value();
  };
  Articles::run(run.jobs, produce, work, deliver);
  if (reading_error) return tl::unexpected(*reading_error);
  if (delivery_error) return tl::unexpected(*delivery_error);
  return summary;
}

}  // namespace quipu
