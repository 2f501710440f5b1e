#include "content/package.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <vector>

#include "content/content.h"
#include "content/package_names.h"
#include "host_limits.h"
#include "options/mdf.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

// Leaves extract_package() as text, never beyond.
class PackageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseEntry {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, CloseArchive>;
using EntryReader = std::unique_ptr<zip_file_t, CloseEntry>;

struct Entry {
  zip_uint64_t index = 0;
  std::string name;  // decoded, checked
  zip_uint64_t bytes = 0;
  bool is_folder() const { return name.ends_with('/'); }
};

[[noreturn]] void fail(const fs::path& archive, const std::string& entry,
                       const std::string& problem) {
  throw PackageError(fmt::format("{}: entry \"{}\": {}", archive.string(), entry, problem));
}

Archive open_archive(const fs::path& file) {
  int code = 0;
  Archive archive(zip_open(file.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &code));
  if (archive) return archive;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  const std::string reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  throw PackageError(fmt::format("failed to open {}: {}", file.string(), reason));
}

// Neither links nor devices: a link would lead writes of later entries elsewhere.
bool is_plain(zip_t* archive, zip_uint64_t index) {
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  if (zip_file_get_external_attributes(archive, index, 0, &system, &attributes) != 0) return false;
  if (system != ZIP_OPSYS_UNIX) return true;
  const zip_uint32_t kind = (attributes >> 16) & S_IFMT;
  return kind == 0 || kind == S_IFREG || kind == S_IFDIR;
}

std::optional<std::string> size_problem(const zip_stat_t& stat) {
  if (stat.size > limits::package_entry_bytes) {
    return fmt::format("{} bytes unpacked, at most {} expected", stat.size,
                       limits::package_entry_bytes);
  }
  const bool is_suspicious = stat.size > limits::package_ratio_free_bytes &&
                             stat.size / limits::package_ratio >= stat.comp_size;
  if (is_suspicious) {
    return fmt::format("packed more than {} to 1", limits::package_ratio);
  }
  return std::nullopt;
}

Entry read_entry(zip_t* archive, const fs::path& file, zip_uint64_t index) {
  const char* raw = zip_get_name(archive, index, ZIP_FL_ENC_RAW);
  zip_stat_t stat;
  zip_stat_init(&stat);
  const zip_uint64_t needed =
      ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  if (raw == nullptr || zip_stat_index(archive, index, 0, &stat) != 0 ||
      (stat.valid & needed) != needed) {
    throw PackageError(fmt::format("{}: entry {}: unreadable", file.string(), index));
  }
  Entry entry{index, decoded_entry_name(raw), stat.size};
  if (auto problem = entry_name_problem(entry.name)) fail(file, entry.name, *problem);
  if (!is_plain(archive, index)) fail(file, entry.name, "neither file nor folder");
  if (stat.encryption_method != ZIP_EM_NONE) fail(file, entry.name, "encrypted");
  if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
    fail(file, entry.name, fmt::format("compression method {}", stat.comp_method));
  }
  if (auto problem = size_problem(stat)) fail(file, entry.name, *problem);
  return entry;
}

// Looks at every entry before the first one is written.
std::vector<Entry> read_entries(zip_t* archive, const fs::path& file) {
  const zip_int64_t count = zip_get_num_entries(archive, 0);
  if (count < 0 || static_cast<std::size_t>(count) > limits::package_entries) {
    throw PackageError(fmt::format("{}: {} entries, at most {} expected", file.string(), count,
                                   limits::package_entries));
  }
  std::vector<Entry> entries;
  std::set<std::string> keys;
  zip_uint64_t total = 0;
  for (zip_uint64_t index = 0; index < static_cast<zip_uint64_t>(count); ++index) {
    entries.push_back(read_entry(archive, file, index));
    const Entry& entry = entries.back();
    if (!keys.insert(entry_name_key(entry.name)).second) {
      fail(file, entry.name, "name occurs twice (case does not count)");
    }
    total += entry.bytes;
    if (total > limits::package_bytes) {
      throw PackageError(
          fmt::format("{}: more than {} bytes unpacked", file.string(), limits::package_bytes));
    }
  }
  return entries;
}

void write_entry(zip_t* archive, const fs::path& file, const Entry& entry, const fs::path& target) {
  std::error_code error;
  fs::create_directories(entry.is_folder() ? target : target.parent_path(), error);
  if (error) fail(file, entry.name, "failed to write: " + error.message());
  if (entry.is_folder()) return;
  const EntryReader reader(zip_fopen_index(archive, entry.index, 0));
  if (!reader) fail(file, entry.name, fmt::format("failed to extract: {}", zip_strerror(archive)));
  std::ofstream out(target, std::ios::binary | std::ios::trunc);
  std::array<char, 65'536> buffer;
  zip_uint64_t written = 0;
  while (true) {
    const zip_int64_t count = zip_fread(reader.get(), buffer.data(), buffer.size());
    if (count == 0) break;
    if (count < 0) {
      fail(file, entry.name,
           fmt::format("failed to extract: {}",
                       zip_error_strerror(zip_file_get_error(reader.get()))));
    }
    // libzip compares size and sum at the end only; until then a bomb could fill the disk.
    written += static_cast<zip_uint64_t>(count);
    if (written > entry.bytes) fail(file, entry.name, "holds more than it says");
    out.write(buffer.data(), count);
  }
  out.close();
  if (!out) fail(file, entry.name, "failed to write");
}

bool is_settings_file(const Entry& entry) {
  return !entry.is_folder() && entry_name_key(entry.name).ends_with(".mdf");
}

// The shallowest, the first by name among those.
std::string start_entry(const std::vector<Entry>& entries, const fs::path& file) {
  const Entry* best = nullptr;
  const auto rank = [](const Entry& entry) {
    return std::tuple(std::ranges::count(entry.name, '/'), std::string_view(entry.name));
  };
  for (const Entry& entry : entries) {
    if (is_settings_file(entry) && (best == nullptr || rank(entry) < rank(*best))) best = &entry;
  }
  if (best == nullptr) throw PackageError(fmt::format("no mdf file in {}", file.string()));
  return best->name;
}

// What PACKAGE_DESC.txt says, from the top folder or else from that of the settings file.
std::map<std::string, std::string> package_description(const fs::path& folder,
                                                       const fs::path& settings_file) {
  std::map<std::string, std::string> description;
  for (const fs::path& place : {folder, settings_file.parent_path()}) {
    const fs::path file = place / "PACKAGE_DESC.txt";
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored)) continue;
    for (const MdfSetting& setting : read_mdf(file).settings) {
      description[setting.raw_key] = setting.raw_value;
    }
    break;
  }
  return description;
}

void write_bookkeeping(const fs::path& archive, const fs::path& folder,
                       const std::string& start_name) {
  const auto description = package_description(folder, folder / start_name);
  const auto label = description.find("label");
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(
      std::chrono::system_clock::now().time_since_epoch());
  std::ofstream out(folder / ".mmdagent-save", std::ios::binary | std::ios::trunc);
  out << "ContentType=mmda\n"
      << "ExtractedFrom=" << archive.string() << "\n"
      << "ContentName=" << (label != description.end() ? label->second : archive.stem().string())
      << "\n"
      << "ExecMDFFile=" << start_name << "\n"
      << "ExtractedEpochTime=" << seconds.count() << "\n";
  for (const char* key :
       {"image", "readme", "logUploadURL", "logUploadHTTPVersion", "logIdentifier", "kafkaBroker",
        "kafkaCodec", "kafkaProducerTopic", "kafkaConsumerTopic", "kafkaPartition", "nonBrowse",
        "logSpeechInput", "readmeForceAgreement"}) {
    const auto found = description.find(key);
    if (found == description.end()) continue;
    std::string saved_key = key == std::string_view("image") ? "ImageFile" : key;
    saved_key.front() =
        static_cast<char>(std::toupper(static_cast<unsigned char>(saved_key.front())));
    out << saved_key << "=" << found->second << "\n";
  }
  out.close();
  if (!out) throw PackageError(fmt::format("{}: failed to write .mmdagent-save", folder.string()));
}

fs::path extract_all(const fs::path& file, const fs::path& folder) {
  const Archive archive = open_archive(file);
  const std::vector<Entry> entries = read_entries(archive.get(), file);
  const std::string start_name = start_entry(entries, file);
  std::error_code error;
  if (!fs::create_directory(folder, error)) {
    throw PackageError(fmt::format("{}: {}", folder.string(), error.message()));
  }
  for (const Entry& entry : entries) write_entry(archive.get(), file, entry, folder / entry.name);
  const fs::path settings_file = folder / start_name;
  if (auto refusal = refusal_of(settings_file)) throw PackageError(*refusal);
  write_bookkeeping(file, folder, start_name);
  return settings_file;
}

}  // namespace

ExtractedPackage::ExtractedPackage(fs::path folder, fs::path settings_file)
    : folder_(std::move(folder)), settings_file_(std::move(settings_file)) {}

ExtractedPackage::~ExtractedPackage() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::variant<std::unique_ptr<ExtractedPackage>, std::string> extract_package(
    const fs::path& archive, const fs::path& folder) {
  if (folder.empty()) {
    return fmt::format(
        "{}: no folder to unpack it into, as neither MMDAgentContentDir nor HOME names one",
        archive.string());
  }
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  try {
    return std::make_unique<ExtractedPackage>(folder, extract_all(archive, folder));
  } catch (const std::exception& error) {
    fs::remove_all(folder, ignored);
    return std::string(error.what());
  }
}

namespace {

// Absolute; empty without either variable.
fs::path user_content_path() {
  const char* root = std::getenv("MMDAgentContentDir");
  const char* home = std::getenv("HOME");
  if (root == nullptr && home == nullptr) return {};
  return fs::absolute(root != nullptr ? fs::path(root) : fs::path(home) / "MMDAgent-Contents");
}

}  // namespace

fs::path user_content_folder() {
  const fs::path root = user_content_path();
  std::error_code error;
  fs::create_directory(root, error);
  return fs::is_directory(root, error) ? root : fs::path();
}

fs::path existing_user_content_folder() {
  const fs::path root = user_content_path();
  std::error_code error;
  return fs::is_directory(root, error) ? root : fs::path();
}

fs::path package_folder() {
  static std::atomic<int> packages{0};
  const fs::path root = user_content_folder();
  if (root.empty()) return {};
  const int number = packages++;
  return root / fmt::format("MMDAgent-{}-{}{}", getuid(), getpid(),
                            number == 0 ? std::string() : fmt::format("-{}", number + 1));
}

}  // namespace mmdagent
