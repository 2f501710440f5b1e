#include "scene/asset_cache.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "support/scene_run.h"

namespace mmdagent {
namespace {

using test_support::FakeServices;
using test_support::Loading;
using test_support::TemporaryFolder;

class AssetCacheTest : public ::testing::Test {
 protected:
  // The asset is the first byte of the file; `!` cannot be read.
  AssetReader<char> reader() {
    return {{".side"}, [this](const std::filesystem::path& path) {
              ++reads_;
              std::ifstream file(path);
              const char byte = static_cast<char>(file.get());
              if (byte == '!') throw std::runtime_error("bad byte");
              return std::make_shared<const char>(byte);
            }};
  }

  void load(AssetCache<char>& cache, const std::string& name) {
    cache.load(
        name,
        [path = dir_.path() / name]() -> std::optional<std::filesystem::path> {
          return std::filesystem::exists(path) ? std::optional(path) : std::nullopt;
        },
        [this](const Loaded<char>& loaded) {
          if (loaded.status == LoadStatus::done) {
            log_ += *loaded.asset;
            last_ = loaded.asset;
          } else {
            log_ += loaded.status == LoadStatus::missing ? "?" : loaded.problem;
          }
        });
  }

  void finish() {
    while (services_.finish_one()) {
    }
  }

  TemporaryFolder dir_;
  FakeServices services_{Loading::slow};
  std::string log_;
  std::shared_ptr<const char> last_;
  int reads_ = 0;
};

TEST_F(AssetCacheTest, ReadsAFileInUseOnce) {
  AssetCache<char> cache(services_, reader(), 0);
  dir_.write("f", "a");
  load(cache, "f");
  finish();
  const std::shared_ptr<const char> first = last_;
  load(cache, "f");
  finish();
  EXPECT_EQ(log_, "aa");
  EXPECT_EQ(last_, first);
  EXPECT_EQ(reads_, 1);
}

TEST_F(AssetCacheTest, ReadsAFileOnceThatIsAskedForWhileItIsRead) {
  AssetCache<char> cache(services_, reader(), 0);
  dir_.write("f", "a");
  load(cache, "f");
  load(cache, "f");
  EXPECT_EQ(services_.jobs.size(), 1U);
  finish();
  EXPECT_EQ(log_, "aa");
  EXPECT_EQ(reads_, 1);
}

TEST_F(AssetCacheTest, ForgetsWhatNobodyUsesBeyondTheKeptOnes) {
  AssetCache<char> cache(services_, reader(), 1);
  dir_.write("f", "a");
  dir_.write("g", "b");
  for (const char* name : {"f", "f", "g", "f"}) {
    load(cache, name);
    finish();
    last_.reset();
  }
  EXPECT_EQ(log_, "aaba");
  EXPECT_EQ(reads_, 3);
}

TEST_F(AssetCacheTest, ReadsAgainWhenTheFileOrOneBesideItChanged) {
  AssetCache<char> cache(services_, reader(), 0);
  dir_.write("f", "a");
  load(cache, "f");
  finish();
  dir_.write("f", "bigger");
  load(cache, "f");
  finish();
  dir_.write("f.side", "x");
  load(cache, "f");
  finish();
  EXPECT_EQ(log_, "abb");
  EXPECT_EQ(reads_, 3);
}

TEST_F(AssetCacheTest, TellsMissingFromUnusable) {
  AssetCache<char> cache(services_, reader(), 0);
  dir_.write("bad", "!");
  load(cache, "none");
  load(cache, "bad");
  finish();
  EXPECT_EQ(log_, "?bad byte");
  // Neither is remembered.
  dir_.write("bad", "g");
  load(cache, "bad");
  finish();
  EXPECT_EQ(log_, "?bad byteg");
}

TEST_F(AssetCacheTest, AResultThatComesAfterTheCacheIsGoneIsDropped) {
  {
    AssetCache<char> cache(services_, reader(), 0);
    dir_.write("f", "a");
    load(cache, "f");
  }
  finish();
  EXPECT_EQ(log_, "");
}

}  // namespace
}  // namespace mmdagent
