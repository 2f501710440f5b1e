// The order in which bones and IK chains of a model are updated.
#pragma once

namespace mmd {

struct ModelData;
struct Rig;

// Fills the step lists of a rig whose arrays, chains and dependents are complete.
void order_steps(const ModelData& data, Rig& rig);

}  // namespace mmd
