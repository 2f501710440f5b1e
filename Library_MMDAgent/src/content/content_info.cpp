#include "content/content_info.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <system_error>

#include "content/saved_info.h"

namespace mmdagent {
namespace {

namespace fs = std::filesystem;

constexpr const char* description_name = "PACKAGE_DESC.txt";
constexpr const char* default_image = "banner.png";

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

// The folder of the nearest `.mmdagent-save`; empty: none.
fs::path folder_of_save(fs::path folder) {
  std::error_code ignored;
  while (!fs::is_regular_file(folder / saved_info_name, ignored)) {
    if (!folder.has_relative_path()) return {};
    folder = folder.parent_path();
  }
  return folder;
}

void copy_description(const fs::path& folder, const SavedPairs& description, SavedPairs& saved) {
  const SavedPairs before = saved;
  for (const auto& [from, to] : copied_keys) {
    if (const std::string* value = find_value(description, from)) set_value(saved, to, *value);
  }
  if (saved == before) return;
  (void)write_saved_info(folder, saved);  // a folder that cannot be written is no problem
}

// That of the settings file's folder comes before that of the package.
fs::path folder_of_description(const fs::path& folder, const fs::path& save_folder) {
  std::error_code ignored;
  const bool above = !fs::is_regular_file(folder / description_name, ignored) &&
                     !save_folder.empty() &&
                     fs::is_regular_file(save_folder / description_name, ignored);
  return above ? save_folder : folder;
}

bool is_true(std::string_view value) {
  return value == "true" || value == "True" || value == "TRUE";
}

}  // namespace

std::string_view ContentInfo::saved_value(std::string_view key) const {
  const std::string* value = find_value(saved, key);
  return value != nullptr ? std::string_view(*value) : std::string_view();
}

ContentInfo read_content_info(const fs::path& settings_file) {
  const fs::path folder = settings_file.parent_path();
  const fs::path save_folder = folder_of_save(folder);
  const fs::path description_folder = folder_of_description(folder, save_folder);
  const SavedPairs description = read_pairs(description_folder / description_name);
  ContentInfo info;
  if (!save_folder.empty()) info.saved = read_pairs(save_folder / saved_info_name);
  if (save_folder == description_folder && !description.empty()) {
    copy_description(save_folder, description, info.saved);
  }
  // What `.mmdagent-save` says, else the description; the folder is that of the one that says it.
  const auto said = [&](std::string_view in_description,
                        std::string_view in_save) -> std::optional<std::string> {
    if (const std::string* value = find_value(info.saved, in_save)) return *value;
    if (const std::string* value = find_value(description, in_description)) return *value;
    return std::nullopt;
  };
  const auto file = [&](const std::string& name, std::string_view in_save) {
    const fs::path& base =
        find_value(info.saved, in_save) != nullptr ? save_folder : description_folder;
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
