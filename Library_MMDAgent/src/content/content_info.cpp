#include "content/content_info.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <system_error>

#include "content/file_replacement.h"
#include "options/mdf.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

constexpr const char* save_name = ".mmdagent-save";
constexpr const char* description_name = "PACKAGE_DESC.txt";
constexpr const char* default_image = "banner.png";

using Pairs = std::vector<std::pair<std::string, std::string>>;

// Key of the description, key of `.mmdagent-save`.
constexpr std::array<std::pair<std::string_view, std::string_view>, 17> copied_keys = {{
    {"execMDFFile", "ExecMDFFile"},
    {"label", "ContentName"},
    {"image", "ImageFile"},
    {"readme", "Readme"},
    {"readmeForceAgreement", "ReadmeForceAgreement"},
    {"nonBrowse", "NonBrowse"},
    {"autoUpdateFiles", "AutoUpdateFiles"},
    {"autoUpdatePeriod", "AutoUpdatePeriod"},
    {"logUploadURL", "LogUploadURL"},
    {"logUploadHTTPVersion", "LogUploadHTTPVersion"},
    {"logIdentifier", "LogIdentifier"},
    {"logSpeechInput", "LogSpeechInput"},
    {"kafkaBroker", "KafkaBroker"},
    {"kafkaCodec", "KafkaCodec"},
    {"kafkaProducerTopic", "KafkaProducerTopic"},
    {"kafkaConsumerTopic", "KafkaConsumerTopic"},
    {"kafkaPartition", "KafkaPartition"},
}};

const std::string* find(const Pairs& pairs, std::string_view key) {
  const auto found = std::ranges::find(
      pairs, key, [](const auto& pair) -> std::string_view { return pair.first; });
  return found != pairs.end() ? &found->second : nullptr;
}

void set(Pairs& pairs, std::string_view key, const std::string& value) {
  const auto found = std::ranges::find(
      pairs, key, [](const auto& pair) -> std::string_view { return pair.first; });
  if (found != pairs.end()) {
    found->second = value;
  } else {
    pairs.emplace_back(key, value);
  }
}

Pairs read_pairs(const fs::path& file) {
  Pairs pairs;
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) return pairs;
  for (const MdfSetting& setting : read_mdf(file).settings) {
    set(pairs, setting.raw_key, setting.raw_value);
  }
  return pairs;
}

// The folder of the nearest `.mmdagent-save`; empty: none.
fs::path folder_of_save(fs::path folder) {
  std::error_code ignored;
  while (!fs::is_regular_file(folder / save_name, ignored)) {
    if (!folder.has_relative_path()) return {};
    folder = folder.parent_path();
  }
  return folder;
}

void copy_description(const fs::path& folder, const Pairs& description, Pairs& saved) {
  const Pairs before = saved;
  for (const auto& [from, to] : copied_keys) {
    if (const std::string* value = find(description, from)) set(saved, to, *value);
  }
  if (saved == before) return;
  std::string text;
  for (const auto& [key, value] : saved) text += key + "=" + value + "\n";
  (void)replace_file(folder / save_name, text);  // a folder that cannot be written is no problem
}

bool is_true(std::string_view value) {
  return value == "true" || value == "True" || value == "TRUE";
}

}  // namespace

std::string_view ContentInfo::saved_value(std::string_view key) const {
  const std::string* value = find(saved, key);
  return value != nullptr ? std::string_view(*value) : std::string_view();
}

ContentInfo read_content_info(const fs::path& settings_file) {
  const fs::path folder = settings_file.parent_path();
  const fs::path save_folder = folder_of_save(folder);
  const Pairs description = read_pairs(folder / description_name);
  ContentInfo info;
  if (!save_folder.empty()) info.saved = read_pairs(save_folder / save_name);
  if (save_folder == folder && !description.empty()) {
    copy_description(folder, description, info.saved);
  }
  // What `.mmdagent-save` says, else the description; the folder is that of the one that says it.
  const auto said = [&](std::string_view in_description,
                        std::string_view in_save) -> std::optional<std::string> {
    if (const std::string* value = find(info.saved, in_save)) return *value;
    if (const std::string* value = find(description, in_description)) return *value;
    return std::nullopt;
  };
  const auto file = [&](const std::string& name, std::string_view in_save) {
    const fs::path& base = find(info.saved, in_save) != nullptr ? save_folder : folder;
    return (base / name).lexically_normal().string();
  };
  info.name = said("label", "ContentName").value_or(settings_file.stem().string());
  info.image = file(said("image", "ImageFile").value_or(default_image), "ImageFile");
  if (const auto readme = said("readme", "Readme"); readme && !readme->empty()) {
    info.readme = file(*readme, "Readme");
  }
  const auto text = [&](std::string_view a, std::string_view b) { return said(a, b).value_or(""); };
  info.readme_must_be_accepted = is_true(text("readmeForceAgreement", "ReadmeForceAgreement"));
  info.non_browse = is_true(text("nonBrowse", "NonBrowse"));
  info.source_url = info.saved_value("SourceURL");
  info.log_identifier = text("logIdentifier", "LogIdentifier");
  info.log_upload_url = text("logUploadURL", "LogUploadURL");
  info.log_upload_http_version = text("logUploadHTTPVersion", "LogUploadHTTPVersion");
  info.log_speech_input = is_true(text("logSpeechInput", "LogSpeechInput"));
  return info;
}

}  // namespace mmdagent
