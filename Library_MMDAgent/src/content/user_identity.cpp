#include "content/user_identity.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "content/package.h"

namespace mmdagent {
namespace {

constexpr const char* identity_name = "_uuid";
constexpr std::size_t identity_length = 36;

// A version 4 UUID (RFC 4122).
std::string random_identity() {
  std::random_device random;
  const unsigned a = random();
  const unsigned b = random();
  const unsigned c = random();
  const unsigned d = random();
  return fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:04x}{:08x}", a, b & 0xFFFFU, b >> 20U,
                     0x8000U | (c & 0x3FFFU), c >> 16U, d);
}

bool is_identity(const std::string& text) {
  return text.size() == identity_length &&
         text.find_first_not_of("0123456789abcdefABCDEF-") == std::string::npos;
}

}  // namespace

std::string user_identity() {
  const std::filesystem::path folder = user_content_folder();
  if (folder.empty()) return random_identity();
  std::string identity;
  std::ifstream file(folder / identity_name);
  if (std::getline(file, identity) && is_identity(identity)) return identity;
  identity = random_identity();
  std::ofstream(folder / identity_name) << identity << '\n';
  return identity;
}

}  // namespace mmdagent
