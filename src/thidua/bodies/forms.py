"""Parsing what people type about accounts and appointments."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from thidua.bodies.models import Account, Body
from thidua.kernel.actor import Office
from thidua.kernel.forms import DateField, Form

USERNAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{2,}$",
    _("Tên đăng nhập gồm ít nhất 3 ký tự: chữ thường không dấu, số, dấu chấm, gạch ngang. Ví dụ: nguyen.van.a"),
)


class SignInForm(Form):
    """Name and password. `account` is who signed in once the form is valid."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *arguments: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.request = request
        self.account: Account | None = None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("username") and values.get("password"):
            found = authenticate(self.request, username=values["username"].strip(), password=values["password"])
            if not isinstance(found, Account):
                raise ValidationError(
                    _("Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra phím Caps Lock rồi nhập lại."), code="unknown"
                )
            self.account = found
        return values


class InvitationForm(Form):
    """Whom to invite, to which office, in which body."""

    name = forms.CharField(label=_("Họ và tên"), max_length=200)
    username = forms.CharField(
        label=_("Tên đăng nhập"), max_length=150, validators=[USERNAME], help_text=_("Ví dụ: nguyen.van.a")
    )
    body: "forms.ModelChoiceField[Body]" = forms.ModelChoiceField(label=_("Cơ quan, đơn vị"), queryset=None)
    office = forms.ChoiceField(label=_("Vai trò trong hệ thống"))
    title = forms.CharField(label=_("Chức vụ"), max_length=200, help_text=_("Ví dụ: Phó Chủ tịch"))

    def __init__(self, *arguments: Any, bodies: Any, offices: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        body = self.fields["body"]
        assert isinstance(body, forms.ModelChoiceField)
        body.queryset = bodies
        office = self.fields["office"]
        assert isinstance(office, forms.ChoiceField)
        office.choices = [(one.value, Office(one).label) for one in offices]

    @property
    def chosen_body(self) -> Body:
        body: Body = self.cleaned_data["body"]
        return body


class BodyForm(Form):
    """A unit under the authority."""

    name = forms.CharField(
        label=_("Tên đầy đủ"), max_length=300, help_text=_("Ghi như trong quyết định. Ví dụ: Hội Chữ thập đỏ tỉnh")
    )
    short_name = forms.CharField(label=_("Tên ngắn"), max_length=120, help_text=_("Dùng trong bảng hẹp."))


class AcceptForm(Form):
    """A password of the person's own, twice."""

    password = forms.CharField(
        label=_("Mật khẩu mới"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Ít nhất 12 ký tự. Một câu ngắn dễ nhớ là mật khẩu tốt."),
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "password" in values and values["password"] != values.get("again"):
            self.add_error("again", ValidationError(_("Hai lần nhập chưa giống nhau."), code="differ"))
        return values


class EndForm(Form):
    """The last day of an appointment."""

    last_on = DateField(label=_("Ngày cuối cùng giữ chức vụ"))
