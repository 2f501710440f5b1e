// Finds model elements (bones, morphs) by name, with the rules for names that come from motions.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace mmd {

// Bytes that a VMD keeps of a name.
inline constexpr std::size_t vmd_key_name_bytes = 15;
inline constexpr std::size_t vmd_ik_name_bytes = 20;

class NameIndex {
 public:
  // Of several elements with one name the first answers. `Element` has a member `name`.
  template <typename Element>
  explicit NameIndex(std::span<const Element> elements) {
    int index = 0;
    for (const Element& element : elements) add(element.name, index++);
  }

  // Lets a further name answer for an element; an existing name keeps its meaning.
  void add(std::string_view name, int index);

  // Exact equality, no trimming, no folding.
  std::optional<int> find(std::string_view name) const;

  // As find(); then names longer than a VMD field are compared by what the field keeps of them,
  // accepted only if exactly one name of the model fits.
  std::optional<int> find_vmd_key(std::string_view name) const;
  std::optional<int> find_vmd_ik(std::string_view name) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Map = std::unordered_map<std::string, int, Hash, std::equal_to<>>;

  static void add_cut(Map& map, std::string_view name, std::size_t field_bytes, int index);
  std::optional<int> find_cut(const Map& map, std::string_view name) const;

  Map exact_;
  Map cut_to_key_;  // ambiguous entries hold -1
  Map cut_to_ik_;
};

}  // namespace mmd
