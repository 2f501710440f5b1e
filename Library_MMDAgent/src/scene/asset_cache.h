// Files that are read once and shared: by name, as long as size and time of change stay the same.
// Reading happens on loader threads, one read of a name at a time; the cache itself belongs to the
// agent thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "scene/services.h"

namespace mmdagent {

// Size and time of change of a file and of the files beside it that belong to it.
struct FileStamp {
  std::vector<std::pair<std::uint64_t, std::int64_t>> files;
  bool operator==(const FileStamp&) const = default;
};

// A file that belongs to another: `.lip` stands in the place of that one's own suffix, any other
// suffix behind its name.
std::filesystem::path companion(const std::filesystem::path& path, std::string_view suffix);

// Of a file and its companions; a missing one counts as one of size 0 and time 0.
FileStamp stamp_of(const std::filesystem::path& path, std::span<const std::string_view> suffixes);

enum class LoadStatus : std::uint8_t { done, missing, unusable };

template <class Asset>
struct Loaded {
  LoadStatus status = LoadStatus::missing;
  std::shared_ptr<const Asset> asset;  // when done
  std::string problem;                 // when unusable, one line
};

// How the files of one kind are read. Both functions run on loader threads.
template <class Asset>
struct AssetReader {
  std::vector<std::string_view> suffixes;  // of companions
  // May throw anything derived from std::exception.
  std::function<std::shared_ptr<const Asset>(const std::filesystem::path&)> read;
};

template <class Asset>
class AssetCache {
 public:
  using Finish = std::function<void(const Loaded<Asset>&)>;
  // Finds the file, on a loader thread; nothing when there is no such regular file.
  using Locate = std::function<std::optional<std::filesystem::path>()>;

  // The `kept` files loaded last stay in memory even when nobody uses them.
  AssetCache(SceneServices& services, AssetReader<Asset> reader, std::size_t kept)
      : state_(std::make_shared<State>(services, std::move(reader), kept)) {}

  // `finish` is called on the agent thread, once, unless the cache is gone by then. `key` names the
  // file among all that this cache is asked for.
  void load(std::string_view key, Locate locate, Finish finish) {
    Entry& entry = state_->entries[std::string(key)];
    entry.waiting.push_back({std::move(locate), std::move(finish)});
    if (!entry.reading) start(state_, std::string(key));
  }

  // Calls call(key, asset) for everything in memory that was read from `file` or has it as a
  // companion, older versions of a changed file too. `file` is normal (no `.` and `..`).
  template <class Call>
  void for_each_read_from(const std::filesystem::path& file, const Call& call) const {
    for (const auto& [key, entry] : state_->entries) {
      if (!reads(entry.path, file)) continue;
      for (const std::weak_ptr<const Asset>& version : entry.versions) {
        if (const std::shared_ptr<const Asset> asset = version.lock()) call(key, *asset);
      }
    }
  }

 private:
  struct Waiting {
    Locate locate;
    Finish finish;
  };
  struct Entry {
    std::vector<std::weak_ptr<const Asset>> versions;  // in use, oldest first
    std::filesystem::path path;
    FileStamp stamp;  // of the last version
    bool reading = false;
    std::deque<Waiting> waiting;

    std::shared_ptr<const Asset> last() const {
      return versions.empty() ? nullptr : versions.back().lock();
    }
  };
  struct State {
    State(SceneServices& given_services, AssetReader<Asset> given_reader, std::size_t given_kept)
        : services(given_services), reader(std::move(given_reader)), kept(given_kept) {}
    SceneServices& services;
    AssetReader<Asset> reader;
    std::size_t kept;
    std::unordered_map<std::string, Entry> entries;
    std::deque<std::shared_ptr<const Asset>> recent;
  };

  class Job final : public LoadJob {
   public:
    Job(const std::shared_ptr<State>& state, std::string key, Waiting request, const Entry& entry)
        : state_(state),
          reader_(state->reader),
          key_(std::move(key)),
          request_(std::move(request)),
          known_(entry.last()),
          stamp_(entry.stamp) {}

    void run() override {
      try {
        const std::optional<std::filesystem::path> path = request_.locate();
        if (!path) return;
        FileStamp stamp = stamp_of(*path, reader_.suffixes);
        result_.asset = known_ && stamp == stamp_ ? known_ : reader_.read(*path);
        result_.status = LoadStatus::done;
        stamp_ = std::move(stamp);
        path_ = path->lexically_normal();
      } catch (const std::exception& error) {
        result_.status = LoadStatus::unusable;
        result_.problem = error.what();
      }
    }

    void finish() override {
      const std::shared_ptr<State> state = state_.lock();
      if (!state) return;
      Entry& entry = state->entries[key_];
      entry.reading = false;
      if (result_.asset) {
        if (entry.last() != result_.asset) {
          std::erase_if(entry.versions, [](const auto& version) { return version.expired(); });
          entry.versions.push_back(result_.asset);
        }
        entry.path = path_;
        entry.stamp = stamp_;
        keep(*state, result_.asset);
      }
      request_.finish(result_);
      continue_with(state, key_);
    }

   private:
    std::weak_ptr<State> state_;
    AssetReader<Asset> reader_;
    std::string key_;
    Waiting request_;
    std::shared_ptr<const Asset> known_;
    FileStamp stamp_;
    std::filesystem::path path_;
    Loaded<Asset> result_;
  };

  static void start(const std::shared_ptr<State>& state, const std::string& key) {
    Entry& entry = state->entries[key];
    entry.reading = true;
    Waiting request = std::move(entry.waiting.front());
    entry.waiting.pop_front();
    state->services.load(std::make_unique<Job>(state, key, std::move(request), entry));
  }

  static void continue_with(const std::shared_ptr<State>& state, const std::string& key) {
    const auto entry = state->entries.find(key);
    if (entry == state->entries.end() || entry->second.reading) return;
    if (!entry->second.waiting.empty()) {
      start(state, key);
      return;
    }
    std::erase_if(state->entries, [](const auto& item) {
      const Entry& one = item.second;
      return !one.reading && one.waiting.empty() &&
             std::ranges::all_of(one.versions,
                                 [](const auto& version) { return version.expired(); });
    });
  }

  bool reads(const std::filesystem::path& path, const std::filesystem::path& file) const {
    return !path.empty() &&
           (path == file || std::ranges::any_of(state_->reader.suffixes, [&](auto suffix) {
              return companion(path, suffix) == file;
            }));
  }

  static void keep(State& state, const std::shared_ptr<const Asset>& asset) {
    std::erase(state.recent, asset);
    state.recent.push_back(asset);
    while (state.recent.size() > state.kept) state.recent.pop_front();
  }

  std::shared_ptr<State> state_;
};

}  // namespace mmdagent
