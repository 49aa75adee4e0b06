# wasmpair in a Makefile: include this file, then
#
#   $(eval $(call wasmpair_bundle,site,app.wasm,dist,--base /assets/))
#
# defines the target "site", which packs app.wasm (or several modules) into dist whenever a module, the shim, the
# toolchain's VERSION, a template or the file of --budgets has changed, and does nothing otherwise. The fourth argument,
# further options of `wasmpair pack`, is optional. As everywhere in make, names of targets must not have spaces.

#   $(eval $(call wasmpair_guest,renderguest,render.wasm,internal/renderguest,--memory 32MiB))
#
# does the same for a guest of a Go server: "renderguest" writes the Go package internal/renderguest.

WASMPAIR ?= wasmpair
# The directory of stamps and dependency files.
WASMPAIR_STATE ?= .wasmpair

# On Windows, GNU Make runs commands by sh if it finds one, and calls cmd sh.exe if not. What each takes for a path:
ifneq ($(filter sh.exe,$(SHELL))$(findstring cmd.exe,$(SHELL)),)
wasmpair_path = $(subst /,\,$(1))
wasmpair_make_directory = if not exist "$(call wasmpair_path,$(1))" mkdir "$(call wasmpair_path,$(1))"
else ifeq ($(OS),Windows_NT)
wasmpair_path = $(subst \,/,$(1))
wasmpair_make_directory = mkdir -p $(1)
else
wasmpair_path = $(1)
wasmpair_make_directory = mkdir -p $(1)
endif

define wasmpair_bundle
.PHONY: $(1)
$(1): $(WASMPAIR_STATE)/$(1).stamp

$(WASMPAIR_STATE)/$(1).stamp: $(2)
	@$(call wasmpair_make_directory,$(WASMPAIR_STATE))
	$(call wasmpair_path,$(WASMPAIR)) pack $(2) --out $(3) $(4) --depfile $(WASMPAIR_STATE)/$(1).d --stamp $$@

-include $(WASMPAIR_STATE)/$(1).d
endef

define wasmpair_guest
.PHONY: $(1)
$(1): $(WASMPAIR_STATE)/$(1).stamp

$(WASMPAIR_STATE)/$(1).stamp: $(2)
	@$(call wasmpair_make_directory,$(WASMPAIR_STATE))
	$(call wasmpair_path,$(WASMPAIR)) guest $(2) --out $(3) $(4) --depfile $(WASMPAIR_STATE)/$(1).d --stamp $$@

-include $(WASMPAIR_STATE)/$(1).d
endef
