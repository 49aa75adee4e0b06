// The commands that are servers or clients.
#include "wasmpair/dev.h"
#include "wasmpair/serve.h"
#include "wasmpair/verify.h"
#include "without_network/unavailable.h"

namespace wasmpair {

void serve(const PreviewOptions&, PreviewObserver&) { fail_without_network("cannot serve"); }

void dev(const DevRequest&, DevObserver&) { fail_without_network("cannot run dev, which serves"); }

VerifyReport verify(const VerifyRequest&, Progress*) { fail_without_network("cannot verify a site"); }

}  // namespace wasmpair
