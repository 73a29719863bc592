"""JupyterLab in a browser, driven as a student does: menus by their French names, cells by their text."""

SECOND = 1000  # Playwright counts in milliseconds


class LabPage:
    """One tab on JupyterLab. `errors` gathers what its console and its scripts complain of."""

    _notebook = ".jp-NotebookPanel:not(.lm-mod-hidden)"

    def __init__(self, browser, address, width=1360, height=860):
        self.page = browser.new_page(viewport={"width": width, "height": height})
        self.page.set_default_timeout(60 * SECOND)
        self.errors = []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.address = address
        self.page.goto(f"{address}&reset")  # else it opens what the last tab had open
        self.page.wait_for_selector(".jp-Launcher", timeout=120 * SECOND)

    def _said(self, message):
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def open(self, path):
        """Open a file by double clicks, folder by folder from the root; waits until its kernel is idle."""
        page = self.page
        page.locator(".jp-FileBrowser .jp-BreadCrumbs-home").first.click()
        for name in path.split("/"):
            page.locator(".jp-DirListing-item", has=page.get_by_text(name, exact=True)).dblclick()
        # Until its tab is connected to the kernel, which the page shows as idle too early.
        ready = """async path => (await (await fetch("/api/sessions")).json()).some(session =>
            session.path === path && session.kernel.connections > 0 && session.kernel.execution_state === "idle")"""
        page.wait_for_function(ready, arg=path, timeout=120 * SECOND)
        page.get_by_text("(ipykernel) | Inactif").wait_for()
        self.idle()

    def menu(self, title, item):
        """Choose an item of a menu, both by the names that the student reads."""
        self.page.locator(".lm-MenuBar-item", has_text=title).click()
        self.page.locator(".lm-Menu-item", has_text=item).first.click()

    def run_all(self, seconds=180):
        """Run every cell, until each whose code is not folded has its number."""
        self.page.locator(".lm-MenuBar-item", has_text="Exécution").click()
        self.page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click()
        numbered = """() => [...document.querySelectorAll(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell")]
            .every(cell => cell.querySelector(".jp-Cell-inputWrapper .jp-Placeholder")
                || /\\d/.test(cell.querySelector(".jp-InputPrompt")?.textContent))"""
        self.page.wait_for_function(numbered, timeout=seconds * SECOND)
        self.idle(seconds)

    def idle(self, seconds=120):
        """Until the kernel is idle and no cell of the notebook waits."""
        page = self.page
        page.wait_for_selector(
            '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook-ExecutionIndicator[data-status="idle"]',
            timeout=seconds * SECOND,
        )

    def cell(self, text):
        """The cell whose text contains `text`, scrolled into view."""
        found = self.page.locator(f"{self._notebook} .jp-Cell", has_text=text).first
        found.scroll_into_view_if_needed()
        return found

    def outputs(self, text):
        """What is written below the cell that contains `text`."""
        found = self.cell(text).locator(".jp-OutputArea-output")
        found.first.wait_for(state="attached")
        return "\n".join(found.all_text_contents()).strip()  # also of what is not drawn yet

    def write(self, text, code):
        """Replace the code of the cell that contains `text`."""
        self.cell(text).locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)

    def run(self, text, seconds=60):
        """Run the cell that contains `text` with Shift + Enter, until it has its number again."""
        cell = self.cell(text)
        before = cell.locator(".jp-InputPrompt").text_content()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Shift+Enter")
        changed = "([prompt, before]) => /\\d/.test(prompt.textContent) && prompt.textContent !== before"
        prompt = cell.locator(".jp-InputPrompt").element_handle()
        self.page.wait_for_function(changed, arg=[prompt, before], timeout=seconds * SECOND)
        self.idle(seconds)

    def validate(self, seconds=300):
        """Press nbgrader's button; the text of the dialog that follows."""
        self.page.locator(f"{self._notebook} .jp-Toolbar", has_text="Validate").get_by_text("Validate").click()
        dialog = self.page.locator(".jp-Dialog")
        dialog.wait_for(timeout=seconds * SECOND)
        text = dialog.inner_text()
        dialog.locator("button").last.click()
        return text
