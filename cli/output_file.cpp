#include "cli/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <system_error>

namespace quipu {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cannot_write(const std::string& path, int error) {
  const bool full = error == ENOSPC || error == EDQUOT;
  return fail(full ? ErrorCode::kFull : ErrorCode::kUnreadable,
              "The file " + path + " cannot be written (" + std::strerror(error) +
                  "); name another place with -o.",
              path);
}

// A file of a new name that is gone at the end, unless it was renamed.
class TemporaryFile {
 public:
  explicit TemporaryFile(const fs::path& folder)
      : name_((folder.empty() ? fs::path(".") : folder) / ".quipu-XXXXXX") {
    const int descriptor = mkstemp(name_.data());
    made_ = descriptor >= 0;
    if (!made_) return;
    const mode_t mask = umask(0);
    umask(mask);
    fchmod(descriptor, 0666 & ~mask);  // as any new file, not private as mkstemp makes it
    close(descriptor);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (made_) unlink(name_.c_str());
  }

  bool made() const { return made_; }
  const std::string& name() const { return name_; }
  bool rename_to(const std::string& path) {
    if (std::rename(name_.c_str(), path.c_str()) != 0) return false;
    made_ = false;
    return true;
  }

 private:
  std::string name_;
  bool made_ = false;
};

bool sync_path(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool synced = fsync(descriptor) == 0;
  const int error = errno;
  close(descriptor);
  errno = error;
  return synced;
}

Result<void> write_to(std::ostream& out, const std::string& path,
                      const std::function<Result<void>(std::ostream&)>& write) {
  errno = 0;
  const auto written = write(out);
  if (written) out.flush();
  // What `write` says of a stream that failed does not name the file.
  if (!out) return cannot_write(path, errno != 0 ? errno : EIO);
  return written;
}

}  // namespace

Result<void> write_output(const std::string& path,
                          const std::function<Result<void>(std::ostream&)>& write) {
  if (path == "-") return write_to(std::cout, "standard output", write);

  std::error_code error;
  std::string target = path;
  if (fs::is_symlink(path, error)) {  // the file it leads to is replaced, not the link
    const fs::path real = fs::canonical(path, error);
    if (!error) target = real.string();
  }
  if (fs::is_directory(target, error)) return cannot_write(path, EISDIR);
  if (fs::exists(target, error) && !fs::is_regular_file(target, error)) {
    std::ofstream out(target, std::ios::binary);
    if (!out) return cannot_write(path, errno);
    return write_to(out, path, write);
  }

  TemporaryFile file(fs::path(target).parent_path());
  if (!file.made()) return cannot_write(path, errno);
  std::ofstream out(file.name(), std::ios::binary);
  if (!out) return cannot_write(path, errno);
  if (auto written = write_to(out, path, write); !written) return written;
  out.close();
  if (!out || !sync_path(file.name()) || !file.rename_to(target)) return cannot_write(path, errno);
  const fs::path folder = fs::path(target).parent_path();
  if (!sync_path(folder.empty() ? "." : folder.string())) return cannot_write(path, errno);
  return {};
}

}  // namespace quipu
